import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";

interface MenuProps {
  id?: string;
  label: ReactNode;
  /** Pressing a button in it closes it, too. */
  children: ReactNode;
}

/** A button of the bar that opens a panel under it. Escape, a press beside it and a choice close it. */
export function Menu({ id, label, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  useEffect(() => {
    const press = ({ target }: Event) => {
      if (target instanceof Node && !menu.current?.contains(target)) close();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("focusin", press);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("focusin", press);
    };
  }, []);
  function press(event: KeyboardEvent) {
    if (event.key !== "Escape" || !menu.current?.open) return;
    close();
    menu.current.querySelector("summary")?.focus();
  }
  function choose({ target }: MouseEvent) {
    if (target instanceof Element && target.closest("button")) close();
  }
  return (
    <details className="ed-menu" ref={menu} onKeyDown={press}>
      <summary className="button button-quiet" id={id}>
        {label}
      </summary>
      <div className="ed-panel stack" onClick={choose}>
        {children}
      </div>
    </details>
  );
}
