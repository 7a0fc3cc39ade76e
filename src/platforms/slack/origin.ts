import type { Place } from "../../chat/feature.ts";
import type { Instant } from "../../core/clock.ts";

/** Where something was typed, pressed or opened, and the ways back to it. Small enough to travel with a form. */
export interface Origin {
  readonly place: Place;
  readonly user: string;
  /** Answers there without being a member; five times within half an hour. */
  readonly responseUrl?: string;
  readonly at: Instant;
  /** The message is one that only this person sees: it can be replaced through the response URL alone. */
  readonly ephemeral: boolean;
}

/** Slack closes a response URL after 30 minutes. */
const RESPONSE_URL_LIFE = 28 * 60_000;

export const freshResponseUrl = (origin: Origin, now: Instant): string | undefined => {
  const age = now.getTime() - origin.at.getTime();
  return age >= -RESPONSE_URL_LIFE && age < RESPONSE_URL_LIFE ? origin.responseUrl : undefined;
};

/** What a form carries along in private_metadata. */
export interface Carried {
  readonly params: string;
  readonly origin: Origin | undefined;
}

interface Packed {
  p: string;
  o?: { w: string; c: string; k: "d" | "g"; t?: string; m?: string; h?: 1; e?: 1; u?: string; a: number };
}

export const pack = ({ params, origin }: Carried): string => {
  if (!origin) return JSON.stringify({ p: params } satisfies Packed);
  const { place, responseUrl, at, ephemeral } = origin;
  return JSON.stringify({
    p: params,
    o: {
      w: place.workspace,
      c: place.place,
      k: place.kind === "direct" ? "d" : "g",
      ...(place.thread !== undefined && { t: place.thread }),
      ...(place.message !== undefined && { m: place.message }),
      ...(place.home && { h: 1 }),
      ...(ephemeral && { e: 1 }),
      ...(responseUrl !== undefined && { u: responseUrl }),
      a: at.getTime(),
    },
  } satisfies Packed);
};

/** @throws SyntaxError for what `pack` did not write. */
export const unpack = (metadata: string, user: string): Carried => {
  const { p, o } = JSON.parse(metadata) as Packed;
  if (!o) return { params: p, origin: undefined };
  const place: Place = {
    platform: "slack",
    workspace: o.w,
    place: o.c,
    kind: o.k === "d" ? "direct" : "group",
    ...(o.t !== undefined && { thread: o.t }),
    ...(o.m !== undefined && { message: o.m }),
    ...(o.h && { home: true }),
  };
  const origin: Origin = {
    place,
    user,
    ...(o.u !== undefined && { responseUrl: o.u }),
    at: new Date(o.a),
    ephemeral: o.e === 1,
  };
  return { params: p, origin };
};
