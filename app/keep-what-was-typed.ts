/** Which of a page's data is read again after a form was sent. */
import type { ShouldRevalidateFunction } from "@remix-run/react";

/**
 * As Remix would, but nothing is read while our records can't be reached: the read would fail too, and its error screen would
 * stand where the form is, with all that was typed in it.
 */
export const keepWhatWasTyped: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) => actionStatus !== 503 && defaultShouldRevalidate;
