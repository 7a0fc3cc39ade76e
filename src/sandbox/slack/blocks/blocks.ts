import { isObject, type JsonObject, objects } from "../../json.ts";
import {
  boolean,
  byType,
  type Check,
  list,
  needsExactlyOneOf,
  needsOneOf,
  note,
  oneOf,
  type Surface,
  shape,
  string,
  type Visit,
} from "./check.ts";
import { dataTable, dataVisualization, table } from "./data.ts";
import {
  accessories,
  actionElements,
  buttonShape,
  contextActionElements,
  inputElements,
  urlSource,
} from "./elements.ts";
import { anyText, blockId, httpsUrl, image, imageElement, imageFields, mrkdwn, plainText } from "./objects.ts";
import { richText, richTextShape } from "./rich-text.ts";

const id = { block_id: blockId };

const onlyOn =
  (check: Check, ...surfaces: readonly Surface[]): Check =>
  (value, pointer, visit) => {
    if (!surfaces.includes(visit.surface))
      note(visit, pointer, { code: "unsupported_type", message: `not allowed in a ${visit.surface}` });
    check(value, pointer, visit);
  };

const actions = shape({ elements: list(byType(actionElements), { min: 1, max: 25 }) }, id);
const context = shape(
  {
    elements: list(
      byType({
        image: imageElement,
        plain_text: shape({ text: string({ min: 1, max: 3000 }) }, { emoji: boolean }),
        mrkdwn: shape({ text: string({ min: 1, max: 3000 }) }, { verbatim: boolean }),
      }),
      { min: 1, max: 10 },
    ),
  },
  id,
);
const divider = shape({}, id);
const header = shape({ text: plainText({ max: 150 }) }, id);
const imageBlock = shape(
  { alt_text: string({ min: 1, max: 2000 }) },
  { ...id, ...imageFields, title: plainText({ max: 2000 }) },
  needsExactlyOneOf("image_url", "slack_file"),
);
const section = shape(
  {},
  {
    ...id,
    text: anyText({ max: 3000 }),
    fields: list(anyText({ max: 2000 }), { min: 1, max: 10 }),
    accessory: byType(accessories),
    expand: boolean,
  },
  needsOneOf("text", "fields"),
);

const inputRules = (value: JsonObject, pointer: string, visit: Visit): void => {
  const type = isObject(value.element) ? value.element.type : undefined;
  if (type === "file_input" && visit.surface !== "modal")
    note(visit, `${pointer}/element/type`, "file_input is only allowed in modals");
};
const input = shape(
  { label: plainText({ max: 2000 }), element: byType(inputElements) },
  { ...id, hint: plainText({ max: 2000 }), optional: boolean, dispatch_action: boolean },
  inputRules,
);

const cardFields = {
  ...id,
  hero_image: image,
  icon: image,
  title: mrkdwn({ max: 150 }),
  subtitle: mrkdwn({ max: 150 }),
  body: mrkdwn({ max: 200 }),
  actions: list(byType({ button: buttonShape }), { min: 1, max: 25 }),
};
const card = shape({}, cardFields, needsOneOf("hero_image", "title", "actions", "body"));
const carousel = shape({ elements: list(byType({ card }), { min: 1, max: 10 }) }, id);

const video = shape(
  { video_url: httpsUrl, thumbnail_url: httpsUrl, alt_text: string({ min: 1 }), title: plainText({ max: 199 }) },
  {
    ...id,
    title_url: httpsUrl,
    author_name: string({ max: 49 }),
    provider_name: string(),
    provider_icon_url: httpsUrl,
    description: plainText({ max: 199 }),
  },
);

const contained: Readonly<Record<string, Check>> = {
  actions,
  context,
  divider,
  header,
  image: imageBlock,
  input,
  rich_text: richTextShape,
  section,
  table,
  video,
};
const container = shape(
  { child_blocks: list(byType(contained), { min: 1, max: 10 }) },
  {
    ...id,
    title: plainText({ max: 150 }),
    rich_text_title: richText,
    subtitle: anyText({ max: 150 }),
    width: oneOf("narrow", "standard", "wide", "full"),
    icon: image,
    is_collapsible: boolean,
    default_collapsed: boolean,
    has_header_divider: boolean,
  },
  needsOneOf("title", "rich_text_title"),
);

const taskCard = shape(
  {
    task_id: string({ min: 1 }),
    title: string({ min: 1 }),
    status: oneOf("pending", "in_progress", "complete", "error"),
  },
  { ...id, details: richText, output: richText, sources: list(byType({ url: urlSource })) },
);
const plan = shape({ title: string({ min: 1 }) }, { ...id, tasks: list(byType({ task_card: taskCard })) });

/** Every block an app may send, and where. `file` is read only: Slack makes it, apps cannot. */
export const block: Check = byType({
  actions,
  alert: onlyOn(
    shape({ text: anyText({ max: 200 }) }, { ...id, level: oneOf("default", "info", "warning", "error", "success") }),
    "modal",
  ),
  card,
  carousel: onlyOn(carousel, "message", "home"),
  container: onlyOn(container, "message"),
  context,
  context_actions: onlyOn(shape({ elements: list(byType(contextActionElements), { min: 1, max: 5 }) }, id), "message"),
  data_table: onlyOn(dataTable, "message"),
  data_visualization: onlyOn(dataVisualization, "message"),
  divider,
  header,
  image: imageBlock,
  input,
  markdown: onlyOn(shape({ text: string({ min: 1, max: 12_000 }) }, id), "message"),
  plan: onlyOn(plan, "message"),
  rich_text: richTextShape,
  section,
  table: onlyOn(table, "message"),
  task_card: onlyOn(taskCard, "message"),
  video,
});

const nested = (one: JsonObject): readonly JsonObject[] => [
  one,
  ...objects(one.child_blocks),
  ...(one.type === "carousel" ? objects(one.elements) : []),
];

/** A block and those within it that can hold elements. */
export const withChildren = (blocks: readonly JsonObject[]): readonly JsonObject[] => blocks.flatMap(nested);

/** The elements of a block that a person can use or that have an action_id. */
export const elementsOf = (one: JsonObject): readonly JsonObject[] => [
  ...(isObject(one.element) ? [one.element] : []),
  ...(isObject(one.accessory) ? [one.accessory] : []),
  ...(one.type === "actions" || one.type === "context_actions" ? objects(one.elements) : []),
  ...(one.type === "card" ? objects(one.actions) : []),
];
