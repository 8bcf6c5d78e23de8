import { Menu } from "./menu.tsx";
import { goToLine, goToPart } from "./places.ts";
import { useEditor } from "./use-editor.ts";

const PARTS = { about: "Name and settings", quiz: "Quiz", languages: "Languages" };

/** What the induction is made of, each with the way there: long ones have many screens of cards. */
export function GoToMenu({ hasVersions }: { hasVersions: boolean }) {
  const { draft } = useEditor();
  const [main = "en"] = draft.content.languages;
  const headings = draft.content.blocks.filter((block) => block.kind === "heading");
  const parts = Object.entries(hasVersions ? { ...PARTS, versions: "Versions" } : PARTS);
  return (
    <Menu label="Go to">
      <Places places={parts.map(([id, label]) => ({ id, label }))} onChoose={goToPart} />
      {headings.length > 0 ? <p><b>Headings</b></p> : null}
      <Places places={headings.map(({ id, text }) => ({ id, label: text[main] || "Nothing written yet" }))} onChoose={goToLine} />
    </Menu>
  );
}

function Places({ places, onChoose }: { places: { id: string; label: string }[]; onChoose: (id: string) => void }) {
  return (
    <ul className="ed-kinds">
      {places.map(({ id, label }) => (
        <li key={id}>
          <button type="button" onClick={() => onChoose(id)}>
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
