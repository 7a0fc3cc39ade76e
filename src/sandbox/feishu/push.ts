import { createCipheriv, createHash } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import { isObject, type Json, type JsonObject, parseJson } from "../json.ts";
import { opaque } from "./ids.ts";

const CHALLENGE_WITHIN_MS = 1000;

/** How what is pushed is sealed. */
export interface Seal {
  /** "" leaves it open and unsigned, as in an app without an encrypt key. */
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly clock: Clock;
}

/** The app's answer over HTTP. `error`: why Feishu would not take it. */
export interface PushAnswer {
  /** undefined when the body was no JSON. */
  readonly body?: Json | undefined;
  readonly error?: "status" | "timeout" | "connection" | "name";
}

/** base64 of the iv and the text in AES-256-CBC, the key being a hash of the encrypt key. */
const encrypted = (text: string, encryptKey: string): string => {
  const iv = Buffer.from(opaque(32), "hex");
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final()]).toString("base64");
};

const sealed = ({ encryptKey }: Seal, payload: JsonObject): string => {
  const text = JSON.stringify(payload);
  return encryptKey === "" ? text : JSON.stringify({ encrypt: encrypted(text, encryptKey) });
};

/** Over the bytes of the body, as they are sent. */
const signatureFor = ({ encryptKey, clock }: Seal, body: string): Record<string, string> => {
  if (encryptKey === "") return {};
  const timestamp = String(Math.floor(clock.now().getTime() / 1000));
  const nonce = opaque(10);
  return {
    "x-lark-request-timestamp": timestamp,
    "x-lark-request-nonce": nonce,
    "x-lark-signature": createHash("sha256").update(`${timestamp}${nonce}${encryptKey}${body}`).digest("hex"),
  };
};

const post = (url: string, body: string, { headers = {}, withinMs }: { headers?: object; withinMs: number }) =>
  fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json; charset=utf-8" },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(withinMs),
  });

/** One signed, encrypted request to the app. */
export const push = async (
  seal: Seal,
  { url, payload, withinMs }: { readonly url: string; readonly payload: JsonObject; readonly withinMs: number },
): Promise<PushAnswer> => {
  const body = sealed(seal, payload);
  try {
    const answer = await post(url, body, { headers: signatureFor(seal, body), withinMs });
    const text = await answer.text();
    return answer.status === 200 ? { body: parseJson(text) } : { error: "status" };
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") return { error: "timeout" };
    const cause = error instanceof Error && isObject(error.cause) ? error.cause.code : undefined;
    return { error: cause === "ENOTFOUND" || cause === "EAI_AGAIN" ? "name" : "connection" };
  }
};

/** What Feishu does when a URL is entered in the app's settings. It is encrypted, but need not be signed. */
export const challenge = async (seal: Seal, url: string): Promise<boolean> => {
  const word = opaque();
  const asked = { challenge: word, token: seal.verificationToken, type: "url_verification" };
  try {
    const answer = await post(url, sealed(seal, asked), { withinMs: CHALLENGE_WITHIN_MS });
    const said = parseJson(await answer.text());
    return answer.status === 200 && isObject(said) && said.challenge === word;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
};
