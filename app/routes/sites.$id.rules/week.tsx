import { useEffect, useRef, useState } from "react";
import { Button, TextField } from "#app/ui/index.ts";
import { DAYS, type RulesTyped } from "./fields.ts";

interface WeekProps {
  typed: RulesTyped;
  errors: Record<string, string | undefined>;
}

/** From and to of each weekday. With script, one press gives Tuesday to Friday the times of Monday. */
export function Week({ typed, errors }: WeekProps) {
  const [isReady, setReady] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => setReady(true), []);
  function copyMonday() {
    const input = (name: string) => box.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    for (const end of ["from", "to"]) {
      for (const day of [1, 2, 3, 4]) {
        const [target, monday] = [input(`${end}${day}`), input(`${end}0`)];
        if (target && monday) target.value = monday.value;
      }
    }
  }
  return (
    <fieldset className="field" ref={box}>
      <legend className="field-label">Opening hours</legend>
      <p className="field-hint">By the site's own clock. A day with both times empty is a day off. Hours that end before they begin, such as 22:00 to 06:00, go on into the next day.</p>
      <div className="stack">
        {DAYS.map((day, index) => (
          <div key={day} className="week-day">
            <span aria-hidden="true">{day}</span>
            {(["from", "to"] as const).map((end) => (
              <TextField
                key={end}
                name={`${end}${index}`}
                type="time"
                label={
                  <>
                    <span className="visually-hidden">{day} </span>
                    {end}
                  </>
                }
                optional="for-some"
                defaultValue={typed[`${end}${index}`] ?? ""}
                error={errors[`${end}${index}`]}
              />
            ))}
          </div>
        ))}
        {isReady ? (
          <div className="row">
            <Button type="button" look="quiet" small onClick={copyMonday}>
              Copy Monday to the weekdays
            </Button>
          </div>
        ) : null}
      </div>
    </fieldset>
  );
}
