import { parsePlainDate } from "../../../core/dates.ts";
import {
  boolean,
  byType,
  type Check,
  integer,
  list,
  needsExactlyOneOf,
  needsOneOf,
  note,
  oneOf,
  shape,
  string,
} from "./check.ts";

export interface Length {
  readonly min?: number;
  readonly max: number;
}

export const plainText = ({ min = 1, max }: Length): Check =>
  byType({ plain_text: shape({ text: string({ min, max }) }, { emoji: boolean }) });

export const mrkdwn = ({ min = 1, max }: Length): Check =>
  byType({ mrkdwn: shape({ text: string({ min, max }) }, { verbatim: boolean }) });

export const anyText = ({ min = 1, max }: Length): Check =>
  byType({
    plain_text: shape({ text: string({ min, max }) }, { emoji: boolean }),
    mrkdwn: shape({ text: string({ min, max }) }, { verbatim: boolean }),
  });

export const actionId = string({ min: 1, max: 255 });
export const blockId = string({ min: 1, max: 255 });
export const httpUrl = string({ min: 1, max: 3000, pattern: /^(https?|slack|mailto|tel):\S+$/i, says: "a valid URL" });
const imageUrl = string({ min: 1, max: 3000, pattern: /^https?:\/\/\S+$/i, says: "a valid image URL" });
export const httpsUrl = string({ min: 1, max: 3000, pattern: /^https:\/\/\S+$/i, says: "a valid https URL" });
export const colorScheme = oneOf("primary", "danger");
export const placeholder = plainText({ max: 150 });

export const confirm = shape(
  { text: anyText({ max: 300 }) },
  {
    title: plainText({ max: 100 }),
    confirm: plainText({ max: 30 }),
    deny: plainText({ max: 30 }),
    style: colorScheme,
  },
);

export const dispatchConfig = shape(
  {},
  { trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), { min: 1, max: 2 }) },
);

/** `value`: Slack's own kits say 75 for menus and 150 elsewhere; the smaller one is safe everywhere. */
const optionFields = { value: string({ min: 1, max: 150 }) };
const description = plainText({ max: 75 });

/** An option of a select: plain text only. */
export const menuOption = shape({ text: plainText({ max: 75 }), ...optionFields }, { description });
/** An option of an overflow menu may open a URL. */
export const overflowOption = shape({ text: plainText({ max: 75 }), ...optionFields }, { description, url: httpUrl });
/** An option of check boxes or radio buttons may be mrkdwn. */
export const boxOption = shape({ text: anyText({ max: 75 }), ...optionFields }, { description: anyText({ max: 75 }) });

export const optionGroup = shape({ label: plainText({ max: 75 }), options: list(menuOption, { min: 1, max: 100 }) });

export const conversationFilter = shape(
  {},
  {
    include: list(oneOf("im", "mpim", "private", "public"), { min: 1, max: 4 }),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  needsOneOf("include", "exclude_external_shared_channels", "exclude_bot_users"),
);

const slackFile = shape({}, { id: string({ min: 1 }), url: httpUrl }, needsExactlyOneOf("id", "url"));

/** The fields an image element and an image block share. */
export const imageFields = { image_url: imageUrl, slack_file: slackFile };
export const imageElement = shape(
  { alt_text: string({ min: 1, max: 2000 }) },
  imageFields,
  needsExactlyOneOf("image_url", "slack_file"),
);
/** An image where the shape is not chosen by type. */
export const image: Check = byType({ image: imageElement });

/** A day of the calendar, `YYYY-MM-DD`. */
export const day: Check = (value, pointer, visit) => {
  const valid = typeof value === "string" && parsePlainDate(value) !== undefined;
  if (!valid) note(visit, pointer, "must be a valid date, YYYY-MM-DD");
};

export const timeOfDay = string({ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, says: "a valid time, HH:mm" });

export const ianaZone: Check = (value, pointer, visit) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: String(value) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    note(visit, pointer, "must be a valid IANA time zone");
  }
};

/** Unix seconds, ten digits. */
export const unixSeconds = integer({ min: 1_000_000_000, max: 9_999_999_999 });
