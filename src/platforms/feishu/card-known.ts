import type {
  ButtonElement,
  CardJson,
  ChartSpec,
  Column,
  Div,
  InnerElement,
  Option,
  Overflow,
  Panel,
  PlainText,
  RootElement,
  SizedText,
  TableElement,
  TextTag,
} from "./card-json.ts";

/** Exactly the properties of a type: one too many does not compile, and neither does one that was forgotten. */
type All<T> = T extends unknown ? { readonly [Key in keyof T]-?: true } : never;

type LarkText = NonNullable<Div["fields"]>[number]["text"];
type Tagged = RootElement | InnerElement | Column | TextTag | LarkText | (PlainText & SizedText);
type Elements = { readonly [E in Tagged as E["tag"]]: All<E> };

const text = { tag: true, content: true } as const;
const element = { tag: true, element_id: true } as const;
const entered = { ...element, name: true, placeholder: true, required: true, width: true } as const;
const option = { text: true, value: true } as const;

/** What each element may have. */
const ELEMENTS: Elements = {
  plain_text: { ...text, text_size: true, text_color: true },
  lark_md: text,
  text_tag: { tag: true, text: true, color: true },
  markdown: { ...element, content: true, text_size: true },
  div: { ...element, text: true, fields: true },
  hr: element,
  button: {
    ...element,
    name: true,
    text: true,
    type: true,
    size: true,
    behaviors: true,
    confirm: true,
    form_action_type: true,
  },
  overflow: { ...element, width: true, options: true, behaviors: true },
  column: { tag: true, width: true, weight: true, vertical_align: true, elements: true },
  column_set: { ...element, flex_mode: true, background_style: true, horizontal_spacing: true, columns: true },
  collapsible_panel: { ...element, expanded: true, header: true, border: true, padding: true, elements: true },
  table: { ...element, page_size: true, row_height: true, header_style: true, columns: true, rows: true },
  chart: { ...element, aspect_ratio: true, color_theme: true, preview: true, chart_spec: true },
  form: { ...element, name: true, direction: true, vertical_spacing: true, elements: true },
  input: { ...entered, input_type: true, rows: true, max_length: true, default_value: true },
  select_static: { ...entered, options: true, initial_option: true },
  multi_select_static: { ...entered, options: true, selected_values: true },
  select_person: { ...entered, options: true, initial_option: true },
  multi_select_person: { ...entered, options: true, selected_values: true },
  date_picker: { ...entered, initial_date: true },
  picker_datetime: { ...entered, initial_datetime: true },
  checker: { ...element, name: true, checked: true, text: true },
};

type PartOf<T> = All<NonNullable<T>>;
/** What has no tag of its own, by where it stands. */
const PARTS = {
  card: { schema: true, config: true, header: true, body: true } satisfies All<CardJson>,
  "card.config": { update_multi: true, enable_forward: true, width_mode: true, summary: true } satisfies PartOf<
    CardJson["config"]
  >,
  "card.config.summary": { content: true } satisfies PartOf<CardJson["config"]["summary"]>,
  "card.header": { title: true, template: true, text_tag_list: true } satisfies PartOf<CardJson["header"]>,
  "card.body": { direction: true, vertical_spacing: true, elements: true } satisfies PartOf<CardJson["body"]>,
  "div.fields": { is_short: true, text: true } satisfies PartOf<NonNullable<Div["fields"]>[number]>,
  "button.behaviors": { type: true, value: true } satisfies PartOf<ButtonElement["behaviors"][number]>,
  "button.confirm": { title: true, text: true } satisfies PartOf<ButtonElement["confirm"]>,
  "overflow.behaviors": { type: true, value: true } satisfies PartOf<Overflow["behaviors"][number]>,
  "overflow.options": option satisfies PartOf<Overflow["options"][number]>,
  "collapsible_panel.header": { title: true } satisfies PartOf<Panel["header"]>,
  "collapsible_panel.border": { color: true, corner_radius: true } satisfies PartOf<Panel["border"]>,
  "table.header_style": { bold: true, lines: true } satisfies PartOf<TableElement["header_style"]>,
  "table.columns": {
    name: true,
    display_name: true,
    data_type: true,
    width: true,
    horizontal_align: true,
  } satisfies PartOf<TableElement["columns"][number]>,
  "chart.chart_spec": {
    type: true,
    title: true,
    data: true,
    legends: true,
    xField: true,
    yField: true,
    categoryField: true,
    valueField: true,
    seriesField: true,
    shape: true,
    label: true,
  } satisfies PartOf<ChartSpec>,
  "chart.chart_spec.title": { text: true } satisfies PartOf<ChartSpec["title"]>,
  "chart.chart_spec.data": { id: true, values: true } satisfies PartOf<ChartSpec["data"][number]>,
  "chart.chart_spec.data.values": { category: true, value: true, series: true } satisfies PartOf<
    ChartSpec["data"][number]["values"][number]
  >,
  "chart.chart_spec.legends": { visible: true, orient: true } satisfies PartOf<ChartSpec["legends"]>,
  "chart.chart_spec.label": { visible: true } satisfies PartOf<ChartSpec["label"]>,
  "select_static.options": option satisfies PartOf<Option>,
  "multi_select_static.options": option satisfies PartOf<Option>,
  "select_person.options": { value: true },
  "multi_select_person.options": { value: true },
} as const;

/** What is no card any more: what comes back with a press, and data under names of our own. */
const OURS = new Set(["button.behaviors.value", "overflow.behaviors.value", "table.rows"]);

/**
 * The card, which has nothing that Feishu does not know. The types see what is written down here; a property that came
 * with a spread they do not see. @throws TypeError that names it
 */
export const known = (card: CardJson): CardJson => {
  look(card, "card");
  return card;
};

const look = (part: unknown, where: string): void => {
  if (Array.isArray(part)) for (const one of part) look(one, where);
  if (typeof part !== "object" || part === null || Array.isArray(part) || OURS.has(where)) return;
  const tag: unknown = Reflect.get(part, "tag");
  const name = typeof tag === "string" ? tag : where;
  const allowed: object | undefined = Reflect.get(typeof tag === "string" ? ELEMENTS : PARTS, name);
  if (!allowed) throw new TypeError(`A card has an unknown part: ${name}`);
  for (const [key, value] of Object.entries(part)) {
    if (value !== undefined && !Object.hasOwn(allowed, key))
      throw new TypeError(`A card has an unknown property: ${name}.${key}`);
    look(value, `${name}.${key}`);
  }
};
