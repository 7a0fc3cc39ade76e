import { z } from "zod";
import { idOrNone } from "./heard.ts";

const ids = z.object({
  tenant_key: idOrNone,
  open_id: z.string().nullish(),
  union_id: z.string().nullish(),
  user_id: z.string().nullish(),
});

/** `card.action.trigger`; the token of the event has taken the place of the header's. */
export const cardEvent = z.object({
  event_id: idOrNone,
  tenant_key: z.string(),
  operator: ids,
  token: idOrNone,
  action: z.object({
    tag: z.string().nullish(),
    name: z.string().nullish(),
    value: z.unknown().optional(),
    option: z.string().nullish(),
    timezone: z.string().nullish(),
    form_value: z.record(z.string(), z.unknown()).nullish(),
  }),
  context: z.object({ open_message_id: z.string(), open_chat_id: z.string() }),
});
export type CardEvent = z.output<typeof cardEvent>;

const call = z.object({
  a: z.string(),
  p: z.unknown().optional(),
  h: z.literal(1).optional(),
  c: z.string().optional(),
});

/** What a button or an entry of a menu says. */
export interface Called {
  readonly action: string;
  readonly payload: string;
  readonly home: boolean;
  /** The chat that the card is for; empty: a direct one; undefined: drawn by a version that did not say. */
  readonly chat: string | undefined;
}

/** Undefined for anything that is not ours. */
export const calledBy = ({ action }: CardEvent): Called | undefined => {
  const { data } = call.safeParse(action.tag === "overflow" ? parsed(action.option ?? "") : action.value);
  return data && { action: data.a, payload: JSON.stringify(data.p ?? null), home: data.h === 1, chat: data.c };
};

/** An entry of a menu carries JSON. */
const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
