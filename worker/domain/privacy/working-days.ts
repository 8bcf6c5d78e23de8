/** The clock of what people ask about their data: working days as section 7 of the Privacy Act 2020 counts them. Days are YYYY-MM-DD. */

/** Days to answer in, after the day on which it came (sections 44 and 63). */
export const DAYS_TO_ANSWER = 20;

// Te Kāhui o Matariki Public Holiday Act 2022, schedule 1. A year that is missing is counted as having none: the clock is then a day too short, never too long.
const MATARIKI = new Set(
  ("2022-06-24 2023-07-14 2024-06-28 2025-06-20 2026-07-10 2027-06-25 2028-07-14 2029-07-06 2030-06-21 2031-07-11 2032-07-02 2033-06-24 2034-07-07 2035-06-29 2036-07-18 2037-07-10 2038-06-25 " +
    "2039-07-15 2040-07-06 2041-07-19 2042-07-11 2043-07-03 2044-06-24 2045-07-07 2046-06-29 2047-07-19 2048-07-03 2049-06-25 2050-07-15 2051-06-30 2052-06-21").split(" "),
);

const [SUNDAY, MONDAY, SATURDAY] = [0, 1, 6];
const weekdayOf = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay();

function plus(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Easter Sunday of a year: the anonymous Gregorian computus. */
function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`;
}

/** Whether it is the Monday of that month between its `first` day and six days later. */
const isMonday = (day: string, month: string, first: number) => day.slice(5, 7) === month && weekdayOf(day) === MONDAY && Number(day.slice(8)) >= first && Number(day.slice(8)) < first + 7;

/** The day itself, or the Monday after it where it falls on a weekend. */
function mondayised(day: string): string {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY ? plus(day, 2) : weekday === SUNDAY ? plus(day, 1) : day;
}

export function isWorkingDay(day: string): boolean {
  const [year, monthDay, weekday] = [day.slice(0, 4), day.slice(5), weekdayOf(day)];
  if (weekday === SATURDAY || weekday === SUNDAY) return false;
  // From Christmas Day to 15 January nothing counts.
  if (monthDay >= "12-25" || monthDay <= "01-15") return false;
  const easter = easterOf(Number(year));
  if (day === plus(easter, -2) || day === plus(easter, 1)) return false;
  if (day === mondayised(`${year}-02-06`) || day === mondayised(`${year}-04-25`)) return false;
  // The Sovereign's birthday and Labour Day.
  return !isMonday(day, "06", 1) && !isMonday(day, "10", 22) && !MATARIKI.has(day);
}

/** The last day to answer what came on this day: the 20th working day after it. */
export function dueDay(received: string): string {
  let [day, left] = [received, DAYS_TO_ANSWER];
  while (left > 0) {
    day = plus(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** Working days after `today` up to and with the due day; 0 on the day itself; below 0 when so many working days have gone by since. */
export function workingDaysLeft(due: string, today: string): number {
  const [from, to, sign] = today <= due ? [today, due, 1] : [due, today, -1];
  let count = 0;
  for (let day = plus(from, 1); day <= to; day = plus(day, 1)) if (isWorkingDay(day)) count += 1;
  return count === 0 ? 0 : sign * count;
}
