import { isArray, isObject, type Json, type JsonObject, objects } from "../../../../json.ts";
import { Pager, usePages } from "../../figures/pager.tsx";
import { Scroller } from "../../figures/scroller.tsx";
import { useReading } from "../../reading.ts";
import { withEmoji } from "../text/emoji.ts";
import { RichText } from "../text/rich.tsx";

const rowsOf = (block: JsonObject): readonly (readonly Json[])[] =>
  isArray(block.rows) ? block.rows.filter(isArray) : [];

function Cell({ cell }: { cell: Json }) {
  if (!isObject(cell)) return null;
  if (cell.type === "rich_text") return <RichText value={cell} />;
  return <>{withEmoji(String(cell.text ?? cell.value ?? ""))}</>;
}

interface RowProps {
  readonly cells: readonly Json[];
  readonly head: boolean;
  /** Column that names the row. */
  readonly headColumn?: number | undefined;
  readonly aligns: readonly string[];
}

const alignOf = (cell: Json, align: string | undefined): string =>
  align ?? (isObject(cell) && cell.type === "raw_number" ? "right" : "left");

function Row({ cells, head, headColumn, aligns }: RowProps) {
  return (
    <tr>
      {cells.map((cell, index) => {
        const look = `align-${alignOf(cell, aligns[index])}`;
        if (head || index === headColumn)
          return (
            <th key={index} class={look} scope={head ? "col" : "row"}>
              <Cell cell={cell} />
            </th>
          );
        return (
          <td key={index} class={look}>
            <Cell cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}

/** Columns of numbers are aligned to the right, header included. */
const numberAligns = (rows: readonly (readonly Json[])[]): readonly string[] =>
  (rows[1] ?? []).map((cell) => alignOf(cell, undefined));

/** A `table` block: its first row is the header. */
export function Table({ block }: { block: JsonObject }) {
  const { t } = useReading();
  const rows = rowsOf(block);
  const settings = objects(block.column_settings);
  const aligns = numberAligns(rows).map((align, index) => String(settings[index]?.align ?? align));
  const [head, ...body] = rows;
  return (
    <Scroller label={t.table}>
      <table>
        <thead>{head && <Row cells={head} head aligns={aligns} />}</thead>
        <tbody>
          {body.map((cells, index) => (
            <Row key={index} cells={cells} head={false} aligns={aligns} />
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** A `data_table` block: caption, header, pages of rows. */
export function DataTable({ block }: { block: JsonObject }) {
  const [head, ...body] = rowsOf(block);
  const pages = usePages(body, typeof block.page_size === "number" ? block.page_size : 5);
  const aligns = numberAligns(rowsOf(block));
  const headColumn = typeof block.row_header_column_index === "number" ? block.row_header_column_index : undefined;
  return (
    <div class="data-table">
      <Scroller label={String(block.caption)}>
        <table>
          <caption>{String(block.caption)}</caption>
          <thead>{head && <Row cells={head} head aligns={aligns} />}</thead>
          <tbody>
            {pages.shown.map((cells, index) => (
              <Row key={index} cells={cells} head={false} headColumn={headColumn} aligns={aligns} />
            ))}
          </tbody>
        </table>
      </Scroller>
      <Pager pages={pages} />
    </div>
  );
}
