import { isObject, type JsonObject, parseJson } from "../../json.ts";
import type { ApiFault, Call } from "../contract.ts";
import { opaque } from "../ids.ts";
import { cards } from "./cards.ts";
import { chats } from "./chats.ts";
import { contact } from "./contact.ts";
import { FeishuError, TooMany } from "./error.ts";
import { messages } from "./messages.ts";
import { type Ask, type Backend, Download, type Method, type Methods, needScope } from "./method.ts";
import { platform } from "./platform.ts";
import { reach } from "./reach.ts";
import { resources } from "./resources.ts";

const METHODS: Methods = { ...platform, ...messages, ...reach, ...resources, ...cards, ...chats, ...contact };
const MOST_CALLS_KEPT = 20_000;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | Download;
}

/** Which API a path is, and what stands in its places. */
export interface Route {
  readonly api: string;
  readonly path: Readonly<Record<string, string>>;
}

const ROUTES = Object.keys(METHODS).map((api) => {
  const [verb = "", pattern = ""] = api.split(" ");
  return { api, verb, steps: pattern.split("/") };
});

/** The first that fits; fixed paths stand before those with places in them. */
export const routeOf = (verb: string, pathname: string): Route | undefined => {
  const steps = pathname.replace(/\/$/, "").split("/");
  const found = ROUTES.find(
    (route) =>
      route.verb === verb &&
      route.steps.length === steps.length &&
      route.steps.every((step, index) => step.startsWith(":") || step === steps[index]),
  );
  if (!found) return undefined;
  const places = found.steps.flatMap((step, index) =>
    step.startsWith(":") ? [[step.slice(1), decoded(steps[index] ?? "")] as const] : [],
  );
  return { api: found.api, path: Object.fromEntries(places) };
};

/** As it is where it cannot be decoded: then it is nobody's id. */
const decoded = (step: string): string => {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
};

/** The API: who may call what, how often, and the record of it. */
export class Api {
  readonly #backend: Backend;
  readonly calls: Call[] = [];

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Performs one call; `faults` may refuse it instead. */
  call(
    api: string,
    { token, ask, faults }: { token: string | undefined; ask: Ask; faults: readonly ApiFault[] },
  ): ApiAnswer {
    const answer = this.#answer(api, { token, ask, faults });
    this.calls.push({
      api,
      path: ask.path,
      query: ask.query,
      body: read(ask),
      result: answer.body instanceof Download ? {} : answer.body,
      status: answer.status,
      at: this.#backend.space.clock.now(),
    });
    if (this.calls.length > MOST_CALLS_KEPT) this.calls.splice(0, MOST_CALLS_KEPT / 10);
    this.#backend.space.touch({ kind: "traffic" });
    return answer;
  }

  #answer(
    api: string,
    { token, ask, faults }: { token: string | undefined; ask: Ask; faults: readonly ApiFault[] },
  ): ApiAnswer {
    const method = METHODS[api];
    try {
      if (!method) throw new FeishuError(99991201, "resource not find", { status: 404 });
      for (const fault of faults) strike(fault);
      this.#authorize(method, token);
      this.#backend.rates.call(api, method.perSecond);
      const made = method.run(ask, this.#backend);
      if (made instanceof Download) return { status: 200, headers: {}, body: made };
      const body = method.bare ? { code: 0, msg: "ok", ...made } : { code: 0, msg: "success", data: made };
      return { status: 200, headers: {}, body };
    } catch (error) {
      return refused(error, method?.old === true);
    }
  }

  #authorize({ token: kind, scopes }: Method, token: string | undefined): void {
    const { space, tokens } = this.#backend;
    if (kind === "none") return;
    if (token === undefined)
      throw new FeishuError(
        99991661,
        "Missing access token for authorization. Please make a request with token attached.",
      );
    if (!/^[tu]-/.test(token)) throw new FeishuError(99991671, "Invalid token: must start with t-/u-");
    if (token.startsWith("u-"))
      throw new FeishuError(
        99991668,
        "Invalid access token for authorization. Please make a request with token attached.",
      );
    if (!tokens.isValid(token))
      throw new FeishuError(
        99991663,
        "Invalid access token for authorization. Please make a request with token attached.",
      );
    needScope(space, scopes);
  }
}

/** What a fault makes of the call. @throws FeishuError, TooMany */
const strike = (fault: ApiFault): void => {
  if (fault.do === "rate_limit") throw new TooMany(100, fault.reset);
  if (fault.do === "http_error") throw new FeishuError(fault.status, "internal error", { status: fault.status });
  if (fault.do === "error") throw new FeishuError(fault.code, fault.msg ?? "error", { status: fault.status ?? 400 });
};

const refused = (error: unknown, old: boolean): ApiAnswer => {
  if (error instanceof TooMany) {
    const headers = { "x-ogw-ratelimit-limit": String(error.limit), "x-ogw-ratelimit-reset": String(error.reset) };
    return { status: old ? 400 : 429, headers, body: { code: 99991400, msg: error.message } };
  }
  if (!(error instanceof FeishuError)) throw error;
  const logId = `2026${opaque(28).toUpperCase()}`;
  const troubleshooter = `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${logId}&code=${error.code}`;
  return {
    status: error.status,
    headers: { "x-tt-logid": logId },
    body: { code: error.code, msg: error.message, error: { ...error.beside, log_id: logId, troubleshooter } },
  };
};

/** JSON in strings as values, so that tests read them alike. */
const read = ({ body, parts }: Ask): JsonObject => {
  const fields = parts.filter(({ isFile }) => !isFile).map(({ name, content }) => [name, content.toString()] as const);
  const values = Object.entries(body).map(([key, value]) => {
    const parsed = typeof value === "string" && value.startsWith("{") ? parseJson(value) : undefined;
    return [key, isObject(parsed) ? parsed : value] as const;
  });
  return Object.fromEntries([...values, ...fields]);
};
