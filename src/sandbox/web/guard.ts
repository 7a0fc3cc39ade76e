import type { IncomingMessage, ServerResponse } from "node:http";

const LOCAL_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);
const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Why a request is turned away. */
export interface Turned {
  readonly status: 403;
  readonly reason: string;
}

/** `undefined` when the host is this computer by one of its own names. Stops DNS rebinding: a foreign name that resolves to 127.0.0.1. */
const foreignHost = (host: string | undefined): string | undefined => {
  const name = host?.replace(/:\d+$/, "").toLowerCase();
  return name && LOCAL_NAMES.has(name) ? undefined : `not the name of this computer: ${host ?? "none"}`;
};

/** Only this computer, by its own name, and for changes only our own page. */
export const turnedAway = (req: IncomingMessage): Turned | undefined => {
  const from = req.socket.remoteAddress ?? "";
  if (!LOOPBACK.test(from)) return { status: 403, reason: "the sandbox answers only this computer" };
  const foreign = foreignHost(req.headers.host);
  if (foreign) return { status: 403, reason: `${foreign}; open http://127.0.0.1 instead` };
  if (req.method === "GET" || req.method === "HEAD") return undefined;
  if (req.headers.origin !== `http://${req.headers.host}`)
    return { status: 403, reason: "changes are taken only from the sandbox's own page" };
  return undefined;
};

/** Headers every answer of the page carries. */
export const setGuards = (res: ServerResponse): void => {
  res.setHeader("content-security-policy", POLICY);
  res.setHeader("x-content-type-options", "nosniff");
  res.setHeader("referrer-policy", "no-referrer");
  res.setHeader("cross-origin-resource-policy", "same-origin");
  res.setHeader("cross-origin-opener-policy", "same-origin");
  res.setHeader("cache-control", "no-store");
};
