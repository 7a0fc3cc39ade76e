import { createHash } from "node:crypto";
import type { Place } from "../../chat/feature.ts";
import type { Language } from "../../core/language.ts";

/** Where something was said, pressed or opened, by whom. */
export interface Origin {
  readonly place: Place;
  /** open_id. */
  readonly user: string;
  /** The message it was said in: answering it is a way of its own, and how one stays in its thread. */
  readonly said?: string;
  /** Changes the card that was pressed there, for half an hour. */
  readonly token?: string;
}

/** Where what is being answered came from. */
export interface Asked extends Origin {
  /** The id of the arrival. */
  readonly arrival: string;
}

interface PackedOrigin {
  readonly c: string;
  readonly k: "d" | "g";
  readonly t?: string;
  readonly m?: string;
  readonly h?: 1;
  readonly u?: string;
  readonly w?: string;
}

/** What the buttons of a form carry along. */
export interface CarriedForm {
  readonly formId: string;
  readonly params: string;
  /** Tells this drawing of the form from another, so that sending it twice is one submit. */
  readonly instance: string;
  readonly language: Language;
  readonly origin?: Origin | undefined;
  /** Whose it is and for which chat, where only the name of the button tells: see `markOf`. */
  readonly mark?: string | undefined;
  /** What was being looked for when the form was drawn, by field. */
  readonly queries: Readonly<Record<string, string>>;
  /** The button puts the form away. */
  readonly closes?: boolean | undefined;
}

interface PackedForm {
  readonly f: string;
  readonly p: string;
  readonly n: string;
  readonly l: Language;
  readonly o?: PackedOrigin;
  readonly q?: Readonly<Record<string, string>>;
  readonly x?: 1;
}

export const pack = ({ formId, params, instance, language, origin, queries, closes }: CarriedForm): PackedForm => ({
  f: formId,
  p: params,
  n: instance,
  l: language,
  ...(origin && { o: packOrigin(origin) }),
  ...(Object.keys(queries).length > 0 && { q: queries }),
  ...(closes && { x: 1 }),
});

const packOrigin = ({ place, user, token }: Origin): PackedOrigin => ({
  c: place.place,
  k: place.kind === "direct" ? "d" : "g",
  ...(place.thread !== undefined && { t: place.thread }),
  ...(place.message !== undefined && { m: place.message }),
  ...(place.home && { h: 1 }),
  ...(token !== undefined && { u: token }),
  w: user,
});

/** Undefined for what `pack` did not write. */
export const unpack = (value: unknown, workspace: string): CarriedForm | undefined => {
  if (!isPacked(value)) return undefined;
  const { f, p, n, l, o, q, x } = value;
  const place: Place | undefined = o && {
    platform: "feishu",
    workspace,
    place: o.c,
    kind: o.k === "d" ? "direct" : "group",
    ...(o.t !== undefined && { thread: o.t }),
    ...(o.m !== undefined && { message: o.m }),
    ...(o.h && { home: true }),
  };
  return {
    formId: f,
    params: p,
    instance: n,
    language: l === "zh" ? "zh" : "en",
    origin: place && { place, user: o?.w ?? "", ...(o?.u !== undefined && { token: o.u }) },
    queries: q ?? {},
    closes: x === 1,
  };
};

const isPacked = (value: unknown): value is PackedForm => {
  if (typeof value !== "object" || value === null) return false;
  return ["f", "p", "n", "l"].every((key) => typeof Reflect.get(value, key) === "string");
};

const SUBMIT = "send";
/** Of the name of an element in a form. */
const MOST = 100;

const digest = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, length);
const userMark = (user: string): string => digest(user, 5);
const chatMark = (chat: string): string => digest(chat, 3);

/**
 * Tells a person and a chat from others in the little room of a name. Each has a part of its own: a form for a group
 * stands in the direct chat where Feishu does not whisper.
 */
const markOf = (origin: Origin | undefined): string =>
  `${userMark(origin?.user ?? "")}${chatMark(origin?.place.place ?? "")}`;

/**
 * Some clients leave out the value of a button, never its name: it says again which form it is, whose and for which chat,
 * and with what if it fits.
 */
export const submitName = ({ formId, params, origin }: Pick<CarriedForm, "formId" | "params" | "origin">): string => {
  const least = `${SUBMIT}~${markOf(origin)}~${formId}`;
  const whole = `${least}~${Buffer.from(params).toString("base64url")}`;
  return whole.length <= MOST ? whole : least;
};

/** What the name of a submit button tells; the message stands for the drawing, and nothing is known of the origin. */
export const carriedInName = (name: string, message: string): CarriedForm | undefined => {
  const [kind, mark, formId, params] = name.split("~");
  if (kind !== SUBMIT || !formId) return undefined;
  return {
    formId,
    params: params === undefined ? "" : Buffer.from(params, "base64url").toString(),
    instance: message,
    language: "zh",
    mark,
    queries: {},
  };
};

/** Whether the form was opened for that person: carried elsewhere, others might use it. */
export const isIssuedTo = ({ origin, mark = "" }: CarriedForm, user: string): boolean =>
  origin ? origin.user === user : mark.startsWith(userMark(user));

/** Whether it is for that chat. */
export const isFor = ({ origin, mark = "" }: CarriedForm, chat: string): boolean =>
  origin ? origin.place.place === chat : mark.endsWith(chatMark(chat));
