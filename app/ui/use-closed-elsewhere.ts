import { useLocation } from "@remix-run/react";
import { type RefObject, useEffect, useRef } from "react";

/** Closes a menu when its reader goes to another page. What they opened before the script had loaded stays open. */
export function useClosedElsewhere(menu: RefObject<HTMLDetailsElement>) {
  const { key } = useLocation();
  const shownAt = useRef(key);
  useEffect(() => {
    if (shownAt.current === key) return;
    shownAt.current = key;
    menu.current?.removeAttribute("open");
  }, [key, menu]);
}
