import type { JsonObject } from "../../json.ts";
import type { Call } from "../contract.ts";
import { Args } from "./args.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import { SlackError, TooMany } from "./error.ts";
import { files } from "./files.ts";
import { type Backend, type Method, type Methods, needScope } from "./method.ts";
import { people } from "./people.ts";
import { platform } from "./platform.ts";
import { views } from "./views.ts";

const METHODS: Methods = { ...platform, ...people, ...chat, ...conversations, ...views, ...files };
const MOST_CALLS_KEPT = 20_000;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** The Web API: who may call what, how often, and the record of it. */
export class WebApi {
  readonly #backend: Backend;
  readonly calls: Call[] = [];

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Performs one call. `refusal` is what a fault makes of it instead. */
  call(
    name: string,
    { token, raw, refusal }: { token: string | undefined; raw: JsonObject; refusal?: ApiAnswer | undefined },
  ): ApiAnswer {
    const answer = refusal ?? this.#answer(name, token, raw);
    const { token: _, ...args } = raw;
    this.calls.push({
      method: name,
      args: readArgs(args),
      result: answer.body,
      status: answer.status,
      at: this.#backend.space.clock.now(),
    });
    if (this.calls.length > MOST_CALLS_KEPT) this.calls.splice(0, MOST_CALLS_KEPT / 10);
    this.#backend.space.touch({ kind: "traffic" });
    return answer;
  }

  #answer(name: string, token: string | undefined, raw: JsonObject): ApiAnswer {
    const { space } = this.#backend;
    const method = METHODS[name];
    try {
      if (!method) throw new SlackError("unknown_method", { req_method: name });
      this.#authorize(method, token);
      if (typeof method.tier === "number") this.#backend.rates.call(name, method.tier);
      const body = { ok: true, ...method.run(new Args(raw), this.#backend) };
      return { status: 200, headers: scopeHeaders(space.app.scopes, method), body };
    } catch (error) {
      if (error instanceof TooMany) return tooMany(error.retryAfter);
      if (!(error instanceof SlackError)) throw error;
      return { status: 200, headers: {}, body: { ok: false, error: error.message, ...error.beside } };
    }
  }

  #authorize(method: Method, token: string | undefined): void {
    if (method.token === "none") return;
    const { app, revokedTokens } = this.#backend.space;
    if (token === undefined) throw new SlackError("not_authed");
    if (revokedTokens.has(token)) throw new SlackError("token_revoked");
    if (token !== app.botToken && token !== app.appToken) throw new SlackError("invalid_auth");
    const kind = token === app.appToken ? "app" : "bot";
    if (kind !== method.token) throw new SlackError(method.token === "app" ? "invalid_auth" : "not_allowed_token_type");
    const [needed] = method.scopes;
    if (needed !== undefined && !method.scopes.some((scope) => app.scopes.includes(scope)))
      needScope(this.#backend.space, needed);
  }
}

export const tooMany = (retryAfter: number): ApiAnswer => ({
  status: 429,
  headers: { "retry-after": String(retryAfter) },
  body: { ok: false, error: "ratelimited" },
});

const scopeHeaders = (scopes: readonly string[], method: Method): Record<string, string> => ({
  "x-oauth-scopes": scopes.join(","),
  ...(method.scopes.length > 0 && { "x-accepted-oauth-scopes": method.scopes.join(",") }),
});

/** Arguments as values, whichever way they came, so that tests read them alike. */
const readArgs = (raw: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      if (typeof value !== "string" || !/^[[{]/.test(value)) return [key, value];
      try {
        return [key, JSON.parse(value)];
      } catch {
        return [key, value];
      }
    }),
  );
