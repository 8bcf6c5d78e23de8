import type { ReactNode } from "react";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned figures of equal width. */
  numeric?: boolean;
  /** Keeps a phone number or a button on one line; a time breaks between day and clock alone, without this. */
  nowrap?: boolean;
  /** The cell that names the row; the heading of the card that the row becomes on a phone. */
  isRowName?: boolean;
}

interface TableProps<Row> {
  /** Says what the table holds; shown only to screen readers unless `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Of a row that has just come, or is going. */
  rowLook?: (row: Row) => "joined" | "leaving" | undefined;
}

/**
 * A table that scrolls sideways in its own focusable region and stacks into cards where it has no room. The
 * roles are spelled out because the stacked layout would otherwise take them away.
 */
export function Table<Row>({ caption, showCaption, columns, rows, rowKey, rowLook }: TableProps<Row>) {
  return (
    <div className="table-region" role="region" aria-label={caption} tabIndex={0}>
      <table className="table" role="table">
        <caption className={showCaption ? undefined : "visually-hidden"}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} role="columnheader" scope="col" className={cellClass(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" data-row={rowKey(row)} data-look={rowLook?.(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.cell(row);
  if (column.isRowName) {
    return (
      <th role="rowheader" scope="row">
        {content}
      </th>
    );
  }
  return (
    <td role="cell" data-label={column.header} className={cellClass(column)}>
      {content}
    </td>
  );
}

function cellClass({ numeric, nowrap }: { numeric?: boolean; nowrap?: boolean }): string | undefined {
  return [numeric ? "numeric" : "", nowrap ? "nowrap" : ""].filter(Boolean).join(" ") || undefined;
}
