/** Enter in a field presses the form's first button. Where another stands before the form's own, this goes before both: it sends the form and is seen by nobody. */
export function DefaultButton({ form }: { form: string }) {
  return <button className="visually-hidden" form={form} tabIndex={-1} aria-hidden="true" />;
}
