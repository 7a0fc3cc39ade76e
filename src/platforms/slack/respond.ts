import { PortError } from "../../chat/port.ts";
import type { DrawnCard } from "./render-card.ts";

/** What a response URL or the answer to a command takes. */
export interface ResponseBody extends DrawnCard {
  readonly response_type?: "in_channel" | "ephemeral";
  readonly replace_original?: boolean;
  readonly thread_ts?: string;
}

const TIMEOUT = 5000;

/** Answers by a response URL: five times within half an hour. @throws PortError */
export const respond = async (url: string, body: ResponseBody): Promise<void> => {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    throw new PortError("unavailable", "A response URL gave no answer", { uncertain: true, cause: error });
  }
  const said = await answer.text();
  if (answer.ok) return;
  const failure = answer.status === 404 ? "gone" : answer.status >= 500 ? "unavailable" : "invalid";
  throw new PortError(failure, `A response URL answered ${answer.status}: ${said.slice(0, 200)}`);
};
