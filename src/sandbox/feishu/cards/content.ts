import { isArray, isObject, type JsonObject } from "../../json.ts";
import { anyObject, boolean, type Check, CODE, list, note, number, oneOf, shape, string, type Visit } from "./check.ts";
import { colour, common, icon, imageKey, mentions, pixels, plainText, richText } from "./texts.ts";

export const markdown = shape(
  { content: mentions },
  {
    ...common,
    text_align: oneOf("left", "center", "right"),
    text_size: string(),
    icon,
    i18n_content: anyObject,
  },
);

const field = shape({ text: richText }, { is_short: boolean });
export const div = shape(
  {},
  {
    ...common,
    text: richText,
    fields: list(field),
    icon,
    width: string({ pattern: /^(?:fill|auto|(?:1[6-9]|[2-9]\d|[1-9]\d{2})px)$/, says: "no width of 16 to 999px" }),
  },
);

export const hr = shape({}, common);

const imageModes = oneOf("crop_center", "fit_horizontal", "stretch", "large", "medium", "small", "tiny");
export const img = shape(
  { img_key: imageKey },
  {
    ...common,
    alt: plainText(),
    title: plainText(),
    corner_radius: pixels,
    scale_type: oneOf("crop_center", "crop_top", "fit_horizontal"),
    size: string({
      pattern: /^(?:stretch|large|medium|small|tiny|\d{1,4}px \d{1,4}px)$/,
      says: "no size; for the whole width use a negative margin",
    }),
    transparent: boolean,
    preview: boolean,
    mode: imageModes,
    custom_width: string(),
    compact_width: boolean,
  },
);

export const imgCombination = shape(
  {
    combination_mode: oneOf("double", "triple", "bisect", "trisect"),
    img_list: list(shape({ img_key: imageKey }), { min: 1 }),
  },
  { ...common, corner_radius: pixels, combination_transparent: boolean },
);

const person: Check = (value, path, visit) => {
  if (typeof value !== "string") return note(visit, path, "must be a string");
  if (!visit.known.person(value)) note(visit, path, { code: CODE.person, message: `invalid user resource: ${value}` });
};
const avatar = oneOf("extra_small", "small", "medium", "large");

export const personChip = shape(
  { user_id: person },
  { ...common, size: avatar, show_avatar: boolean, show_name: boolean, style: oneOf("normal", "capsule") },
);

const everyPerson = (value: JsonObject, path: string, visit: Visit): void => {
  if (value.drop_invalid_user_id === true || !isArray(value.persons)) return;
  for (const one of value.persons)
    if (isObject(one) && one.id !== undefined) person(one.id, `${path} -> persons`, visit);
};
export const personList = shape(
  { persons: list(shape({ id: string({ min: 1 }) })) },
  {
    ...common,
    drop_invalid_user_id: boolean,
    lines: number({ min: 1 }),
    show_name: boolean,
    show_avatar: boolean,
    size: avatar,
    icon,
    ud_icon: shape({}, { token: string(), style: shape({}, { color: colour }) }),
  },
  everyPerson,
);
