import { isObject, type Json, type JsonObject, objects } from "../../json.ts";
import { block, elementsOf, withChildren } from "./blocks.ts";
import { boolean, list, note, type Problem, type Surface, shape, string, type Visit } from "./check.ts";
import { plainText } from "./objects.ts";

const MOST_BLOCKS = { message: 50, modal: 100, home: 100 } as const;
const MOST_MARKDOWN = 12_000;
const MOST_CHARTS = 2;

/** Slack's wording in `response_metadata.messages`. */
export const sayProblem = ({ message, pointer }: Problem): string => `[ERROR] ${message} [json-pointer:${pointer}]`;

const noDuplicates = (blocks: readonly JsonObject[], pointer: string, visit: Visit): void => {
  const seen = new Set<string>();
  for (const one of withChildren(blocks)) {
    const at = blocks.includes(one) ? `${pointer}/${blocks.indexOf(one)}` : pointer;
    if (typeof one.block_id === "string") {
      if (seen.has(one.block_id))
        note(visit, `${at}/block_id`, { code: "duplicate", message: `block_id ${one.block_id} already exists` });
      seen.add(one.block_id);
    }
    const actions = new Set<string>();
    for (const element of elementsOf(one)) {
      if (typeof element.action_id !== "string") continue;
      if (actions.has(element.action_id))
        note(visit, at, { code: "duplicate", message: `action_id ${element.action_id} already exists in this block` });
      actions.add(element.action_id);
    }
  }
};

const perMessage = (blocks: readonly JsonObject[], pointer: string, visit: Visit): void => {
  const all = withChildren(blocks);
  const count = (type: string) => all.filter((one) => one.type === type).length;
  if (count("table") > 1) note(visit, pointer, "only one table block is allowed in a message");
  if (count("data_visualization") > MOST_CHARTS)
    note(visit, pointer, `no more than ${MOST_CHARTS} data_visualization blocks allowed`);
  const markdown = all.reduce(
    (sum, one) => sum + (one.type === "markdown" && typeof one.text === "string" ? one.text.length : 0),
    0,
  );
  if (markdown > MOST_MARKDOWN)
    note(visit, pointer, `markdown blocks together must be less than ${MOST_MARKDOWN + 1} characters`);
};

const oneFocus = (blocks: readonly JsonObject[], pointer: string, visit: Visit): void => {
  const focused = withChildren(blocks)
    .flatMap(elementsOf)
    .filter((element) => element.focus_on_load === true);
  if (focused.length > 1) note(visit, pointer, "only one element may have focus_on_load");
};

const lookAt = (blocks: Json | undefined, pointer: string, visit: Visit): void => {
  list(block, { max: MOST_BLOCKS[visit.surface] })(blocks ?? [], pointer, visit);
  const known = objects(blocks);
  noDuplicates(known, pointer, visit);
  oneFocus(known, pointer, visit);
  if (visit.surface === "message") perMessage(known, pointer, visit);
};

/** What Slack would refuse in the blocks of that surface; empty when nothing. */
export const problemsInBlocks = (blocks: Json, surface: Surface, pointer = "/blocks"): readonly Problem[] => {
  const visit: Visit = { surface, problems: [] };
  lookAt(blocks, pointer, visit);
  return visit.problems;
};

const text24 = plainText({ max: 24 });
const common = {
  private_metadata: string({ max: 3000 }),
  callback_id: string({ max: 255 }),
  external_id: string({ max: 255 }),
};
const nothing = () => undefined;
const modalShape = shape(
  { type: nothing, title: text24, blocks: nothing },
  {
    ...common,
    submit: text24,
    close: text24,
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const homeShape = shape({ type: nothing, blocks: nothing }, common);

/** What Slack would refuse in a view; `pointer` is where it stands in the call. */
export const problemsInView = (view: Json, pointer = "/view"): readonly Problem[] => {
  if (!isObject(view)) return [{ pointer, code: "failed_constraint", message: "must be an object" }];
  const surface = view.type === "modal" || view.type === "home" ? view.type : undefined;
  if (!surface)
    return [
      { pointer: `${pointer}/type`, code: "unsupported_type", message: `unsupported type: ${String(view.type)}` },
    ];
  const visit: Visit = { surface, problems: [] };
  (surface === "modal" ? modalShape : homeShape)(view, pointer, visit);
  lookAt(view.blocks, `${pointer}/blocks`, visit);
  const hasInput = objects(view.blocks).some((one) => one.type === "input");
  if (surface === "modal" && hasInput && !isObject(view.submit))
    note(visit, `${pointer}/submit`, {
      code: "missing_field",
      message: "missing required field: submit, as there is an input block",
    });
  return visit.problems;
};
