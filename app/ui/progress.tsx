interface ProgressProps {
  id: string;
  label: string;
  /** Absent while the whole is not known yet: the bar then says only that work goes on. */
  value?: number;
  max?: number;
  /** The figures in words, such as "12,000 of 50,000 rows". */
  detail?: string;
}

/** How far a job is. */
export function Progress({ id, label, value, max = 100, detail }: ProgressProps) {
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      <progress id={id} value={value} max={max} />
      {detail ? <span className="soft">{detail}</span> : null}
    </div>
  );
}
