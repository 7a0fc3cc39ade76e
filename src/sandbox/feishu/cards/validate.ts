import { isObject, type JsonObject, parseJson } from "../../json.ts";
import {
  anyObject,
  boolean,
  type Check,
  CODE,
  type Known,
  list,
  note,
  oneOf,
  type Problem,
  shape,
  string,
} from "./check.ts";
import { elements } from "./containers.ts";
import { checkStructure } from "./structure.ts";
import { common, headerText, icon, layout, padding, plainText, TAG_COLOURS, urls } from "./texts.ts";

/** Why Feishu does not take a card: what stands in `code` and `msg` of its answer. */
export interface CardProblem {
  readonly code: 230025 | 230099;
  /** Of 230099. */
  readonly subCode?: Problem["code"];
  readonly msg: string;
}

/** Bytes of a card as it is sent. */
const LARGEST = 30 * 1024;

const textTag = shape(
  { tag: oneOf("text_tag"), text: plainText() },
  { ...common, color: oneOf(...TAG_COLOURS.split(" ")) },
);
const header = shape(
  { title: headerText },
  {
    subtitle: headerText,
    text_tag_list: list(textTag),
    i18n_text_tag_list: anyObject,
    template: oneOf(
      ...["blue", "wathet", "turquoise", "green", "yellow", "orange", "red", "carmine", "violet", "purple"],
      ...["indigo", "grey", "default"],
    ),
    icon,
    padding,
  },
);

const shared: Check = (value, path, visit) => {
  if (value !== true) note(visit, path, "cards of schema V2 must be shared: update_multi must be true");
};
const config = shape(
  {},
  {
    update_multi: shared,
    enable_forward: boolean,
    enable_forward_interaction: boolean,
    width_mode: oneOf("default", "compact", "fill"),
    summary: shape({}, { content: string(), i18n_content: anyObject }),
    locales: list(string()),
    use_custom_translation: boolean,
    streaming_mode: boolean,
    streaming_config: anyObject,
    style: shape({}, { text_size: anyObject, color: anyObject }),
  },
);

const body = shape({}, { ...layout, elements });
const card = shape({ schema: oneOf("2.0") }, { config, card_link: urls, header, body });

const coloursOf = (whole: JsonObject): ReadonlySet<string> => {
  const style = isObject(whole.config) ? whole.config.style : undefined;
  return new Set(isObject(style) && isObject(style.color) ? Object.keys(style.color) : []);
};

const anyone: Known = { image: () => true, person: () => true };

/** The first of everything that is wrong with it; the way to it is told, as Feishu does. */
const firstProblem = (whole: JsonObject, known: Known): Problem | undefined => {
  const visit = { known, colours: coloursOf(whole), problems: [] as Problem[] };
  card(whole, "ROOT", visit);
  if (visit.problems.length === 0) checkStructure(whole, visit);
  return visit.problems[0];
};

/**
 * A card of JSON 2.0 as Feishu's server looks at it; undefined when it would be taken.
 * @param sent the text of a message's `content`, or the card itself where an API takes an object
 */
export const validateCard = (sent: string | JsonObject, known: Known = anyone): CardProblem | undefined => {
  const text = typeof sent === "string" ? sent : JSON.stringify(sent);
  if (Buffer.byteLength(text) > LARGEST)
    return { code: 230025, msg: "The length of the message content reaches its limit." };
  const whole = parseJson(text);
  const problem = isObject(whole)
    ? firstProblem(whole, known)
    : {
        code: CODE.property,
        path: "ROOT",
        message: "parse card json err, please check whether the card json is correct",
      };
  if (!problem) return undefined;
  const { code, path, message } = problem;
  return {
    code: 230099,
    subCode: code,
    msg: `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${message}; ErrorValue: ${path}; `,
  };
};
