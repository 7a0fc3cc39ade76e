import { createHmac } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import { isObject, type JsonObject, parseJson } from "../json.ts";
import type { HttpDelivery } from "./contract.ts";

/** The app's answer over HTTP. `error` is set when it was none that Slack would take. */
export interface HttpAnswer {
  readonly response: JsonObject;
  readonly error?: "http_service_error" | "timeout" | "connection_failed";
  /** `x-slack-no-retry: 1` */
  readonly noRetry: boolean;
}

export interface Signer {
  readonly secret: string;
  readonly clock: Clock;
}

const headersFor = ({ secret, clock }: Signer, body: string): Record<string, string> => {
  const stamp = String(Math.floor(clock.now().getTime() / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex");
  return {
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": `v0=${signature}`,
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
  };
};

export type Envelope = "slash_commands" | "interactive" | "options" | "events_api";

export const urlFor = (http: HttpDelivery, envelope: Envelope): string => {
  if (envelope === "slash_commands") return http.commandsUrl;
  if (envelope === "events_api") return http.eventsUrl;
  return envelope === "options" ? (http.optionsUrl ?? http.interactivityUrl) : http.interactivityUrl;
};

/** Commands are forms, interactions a form with JSON in `payload`, events JSON. */
const encoded = (envelope: Envelope, payload: JsonObject): { type: string; body: string } => {
  if (envelope === "events_api") return { type: "application/json", body: JSON.stringify(payload) };
  const form: Record<string, string> =
    envelope === "slash_commands"
      ? Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))
      : { payload: JSON.stringify(payload) };
  return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() };
};

export interface HttpAttempt {
  readonly url: string;
  readonly envelope: Envelope;
  readonly payload: JsonObject;
  readonly attempt: number;
  readonly reason: string;
  readonly withinMs: number;
}

/** One signed request to the app. */
export const sendHttp = async (
  signer: Signer,
  { url, envelope, payload, attempt, reason, withinMs }: HttpAttempt,
): Promise<HttpAnswer> => {
  const { type, body } = encoded(envelope, payload);
  const retry: Record<string, string> =
    attempt > 0 ? { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": reason } : {};
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { ...headersFor(signer, body), ...retry, "content-type": type },
      body,
      signal: AbortSignal.timeout(withinMs),
    });
    const text = await answer.text();
    const noRetry = answer.headers.get("x-slack-no-retry") === "1";
    if (answer.status !== 200) return { response: {}, error: "http_service_error", noRetry };
    const parsed = parseJson(text);
    return { response: isObject(parsed) ? parsed : text === "" ? {} : { text }, noRetry };
  } catch (error) {
    const late = error instanceof DOMException && error.name === "TimeoutError";
    return { response: {}, error: late ? "timeout" : "connection_failed", noRetry: false };
  }
};

/** What Slack does when a URL is entered in the app's settings. */
export const verifyHttp = async (signer: Signer, http: HttpDelivery, challenge: string): Promise<boolean> => {
  const body = JSON.stringify({ token: "sandbox", challenge, type: "url_verification" });
  const verified = await fetch(http.eventsUrl, {
    method: "POST",
    headers: { ...headersFor(signer, body), "content-type": "application/json" },
    body,
  });
  const echoed = parseJson(await verified.text());
  const checked = await fetch(http.commandsUrl, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "ssl_check=1&token=sandbox",
  });
  return verified.status === 200 && isObject(echoed) && echoed.challenge === challenge && checked.status === 200;
};
