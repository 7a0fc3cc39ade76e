import { isArray, isObject, type Json, type JsonObject } from "../../json.ts";
import { CODE, note, type Visit } from "./check.ts";
import { type Placed, topOf, within } from "./containers.ts";
import { countTables } from "./markdown-table.ts";

const MOST = { elements: 200, tables: 5, charts: 5, tags: 3, depth: 5 } as const;

const CONTAINERS = new Set(["column_set", "form", "collapsible_panel", "interactive_container"]);
const ROOT_ONLY = new Set(["form", "table"]);
const FORM_ONLY = new Set(["multi_select_static", "multi_select_person"]);
const NOT_IN_FORMS = new Set(["chart"]);
const INTERACTIVE = new Set(
  ["button input overflow select_static multi_select_static select_person multi_select_person"]
    .concat("date_picker picker_time picker_datetime checker")
    .flatMap((tags) => tags.split(" ")),
);

export const isInteractive = (element: JsonObject): boolean => INTERACTIVE.has(String(element.tag));

/** Of a form: the button that sends it. `form_submit` is how 1.0 had it, and 2.0 still takes it. */
export const isSubmit = (element: JsonObject): boolean =>
  element.tag === "button" && (element.form_action_type === "submit" || element.action_type === "form_submit");
export const isReset = (element: JsonObject): boolean =>
  element.tag === "button" && (element.form_action_type === "reset" || element.action_type === "form_reset");

/** Everything below, and what it is itself. */
const deep = (one: Placed): readonly Placed[] => [one, ...within(one).flatMap(deep)];

interface Around {
  /** Containers around it. */
  readonly depth: number;
  readonly form: boolean;
}

const checkPlace = ({ element, path }: Placed, { depth, form }: Around, visit: Visit): void => {
  const tag = String(element.tag);
  if (depth > 0 && ROOT_ONLY.has(tag)) note(visit, path, `type of element is not supported, tag: ${tag}`);
  if (!form && FORM_ONLY.has(tag)) note(visit, path, `${tag} must be in a form`);
  if (form && NOT_IN_FORMS.has(tag)) note(visit, path, `type of element is not supported in a form, tag: ${tag}`);
  const actsOnForm = isSubmit(element) || isReset(element);
  if (!form && actsOnForm) note(visit, path, "form_action_type must be in a form");
  if (form && tag === "button" && !actsOnForm) note(visit, path, "form_action_type is required in a form");
  if (CONTAINERS.has(tag) && depth >= MOST.depth) note(visit, path, "nesting of containers over limit");
};

const walk = (one: Placed, around: Around, visit: Visit): void => {
  checkPlace(one, around, visit);
  if (around.depth > MOST.depth) return;
  const tag = String(one.element.tag);
  const next = {
    depth: around.depth + (CONTAINERS.has(tag) ? 1 : 0),
    form: around.form || tag === "form",
  };
  for (const child of within(one)) walk(child, next, visit);
};

const checkForm = (form: Placed, visit: Visit): void => {
  const parts = deep(form).filter(({ element }) => isInteractive(element));
  for (const { element, path } of parts)
    if (typeof element.name !== "string" || element.name === "")
      note(visit, path, { code: CODE.name, message: "name is empty in form" });
  if (!parts.some(({ element }) => isSubmit(element))) note(visit, form.path, "form has no submit button");
};

/** Names of forms, and of what is in them, are told apart in the whole card. */
const checkNames = (all: readonly Placed[], visit: Visit): void => {
  const names = new Set<Json>();
  for (const { element, path } of all) {
    if (typeof element.name !== "string" || element.name === "") continue;
    if (names.has(element.name))
      note(visit, path, { code: CODE.name, message: `name is not unique in the card: ${element.name}` });
    names.add(element.name);
  }
};

/** Objects with a tag in what Feishu draws; what an app put into a callback, a row or a chart is its own business. */
const tagged = (value: Json | undefined): readonly JsonObject[] => {
  if (isArray(value)) return value.flatMap(tagged);
  if (!isObject(value)) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => (NOT_DRAWN.has(key) ? [] : tagged(one)));
  return typeof value.tag === "string" ? [value, ...inner] : inner;
};
const NOT_DRAWN = new Set(["behaviors", "value", "rows", "chart_spec", "i18n_content", "i18n_text_tag_list"]);

/** Tables written in markdown count like those of their own. */
const tablesIn = ({ tag, content }: JsonObject): number => {
  if (tag === "table") return 1;
  return tag === "markdown" && typeof content === "string" ? countTables(content) : 0;
};

const checkCounts = (card: JsonObject, visit: Visit): void => {
  const over = (what: string, path = "body") =>
    note(visit, path, { code: CODE.limit, message: `${what} number over limit` });
  const all = [...tagged(card.header), ...tagged(card.body)];
  if (all.length > MOST.elements) over("element");
  if (all.reduce((sum, one) => sum + tablesIn(one), 0) > MOST.tables) over("card table");
  if (all.filter(({ tag }) => tag === "chart").length > MOST.charts) over("card chart");
  if (isObject(card.header) && isArray(card.header.text_tag_list) && card.header.text_tag_list.length > MOST.tags)
    over("text tag", "header -> text_tag_list");
  const ids = new Set<Json>();
  for (const { element_id: id } of all) {
    if (id !== undefined && ids.has(id)) note(visit, "body", `element_id is not unique in the card: ${String(id)}`);
    if (id !== undefined) ids.add(id);
  }
};

/** What no element can know by itself: where it may stand, how many there may be, and what each is called. */
export const checkStructure = (card: JsonObject, visit: Visit): void => {
  const top = topOf(card);
  for (const one of top) walk(one, { depth: 0, form: false }, visit);
  if (visit.problems.length > 0) return;
  const all = top.flatMap(deep);
  for (const one of all) if (one.element.tag === "form") checkForm(one, visit);
  checkNames(all, visit);
  checkCounts(card, visit);
};
