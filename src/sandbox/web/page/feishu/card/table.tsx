import { isArray, isObject, type Json, type JsonObject, objects } from "../../../../json.ts";
import { Pager, usePages } from "../../figures/pager.tsx";
import { Scroller } from "../../figures/scroller.tsx";
import { useReading } from "../../reading.ts";
import { wallOf } from "../../time.ts";
import { FeishuMarkdown } from "../text/markdown.tsx";
import { Face } from "./content.tsx";
import type { ElementProps } from "./surface.ts";

const sayNumber = (value: number, format: unknown): string => {
  const { symbol, precision, separator } = isObject(format) ? format : {};
  const fixed = typeof precision === "number" ? value.toFixed(precision) : String(value);
  const [whole = "", rest] = fixed.split(".");
  const grouped = separator === true ? whole.replace(/\B(?=(?:\d{3})+$)/g, ",") : whole;
  return `${typeof symbol === "string" ? symbol : ""}${grouped}${rest === undefined ? "" : `.${rest}`}`;
};

/** `YYYY/MM/DD HH:mm` in the reader's zone. */
const sayDate = (zone: string, ms: number, format: unknown): string => {
  const [date = "", time = ""] = wallOf(zone, ms).split("T");
  const [YYYY = "", MM = "", DD = ""] = date.split("-");
  const [HH = "", mm = ""] = time.split(":");
  const parts: Readonly<Record<string, string>> = { YYYY, MM, DD, HH, mm, ss: "00" };
  const pattern = typeof format === "string" && format !== "" ? format : "YYYY-MM-DD HH:mm";
  return pattern.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => parts[part] ?? part);
};

const listOf = (value: Json): readonly Json[] => (isArray(value) ? value : [value]);

function Options({ value }: { value: Json }) {
  return (
    <span class="cell-tags">
      {listOf(value).map((one, index) => (
        <span key={index} class={`text-tag tag-${isObject(one) ? String(one.color ?? "neutral") : "neutral"}`}>
          {isObject(one) ? String(one.text ?? "") : String(one)}
        </span>
      ))}
    </span>
  );
}

function Cell({ column, value }: { column: JsonObject; value: Json | undefined }) {
  const { zone } = useReading().reader;
  if (value === undefined || value === null) return null;
  switch (column.data_type) {
    case "number":
      return <>{sayNumber(Number(value), column.format)}</>;
    case "date":
      return <>{sayDate(zone, Number(value), column.date_format)}</>;
    case "options":
      return <Options value={value} />;
    case "persons":
      return (
        <span class="faces">
          {listOf(value).map((id) => (
            <Face key={String(id)} id={String(id)} avatar name capsule={false} />
          ))}
        </span>
      );
    case "lark_md":
    case "markdown":
      return <FeishuMarkdown text={String(value)} />;
    default:
      return <>{String(value)}</>;
  }
}

const lookOf = (column: JsonObject): string => {
  const align = column.horizontal_align ?? (column.data_type === "number" ? "right" : "left");
  return `align-${String(align)}`;
};
const HEIGHTS = new Set(["low", "middle", "high", "auto"]);

/** Rows in pages, whose columns say what their cells are. */
export function TableElement({ element }: ElementProps) {
  const { t } = useReading();
  const columns = objects(element.columns);
  const pages = usePages(objects(element.rows), typeof element.page_size === "number" ? element.page_size : 5);
  const head = isObject(element.header_style) ? element.header_style : {};
  const height = String(element.row_height ?? "low");
  const looks = [
    "card-table",
    HEIGHTS.has(height) ? `rows-${height}` : "",
    element.freeze_first_column === true ? "first-frozen" : "",
    head.background_style === "grey" ? "head-grey" : "",
    head.text_color === "grey" ? "head-quiet" : "",
    head.bold === false ? "head-light" : "",
  ];
  return (
    <div class={looks.join(" ")} style={HEIGHTS.has(height) ? {} : { "--row": height }}>
      <Scroller label={t.table}>
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  class={head.text_align === undefined ? lookOf(column) : `align-${String(head.text_align)}`}
                  style={{ width: column.width === "auto" ? undefined : String(column.width ?? "") || undefined }}
                >
                  {String(column.display_name ?? "")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.shown.map((row, index) => (
              <tr key={index}>
                {columns.map((column, at) => (
                  <td key={at} class={lookOf(column)}>
                    <Cell column={column} value={row[String(column.name)]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <Pager pages={pages} />
    </div>
  );
}
