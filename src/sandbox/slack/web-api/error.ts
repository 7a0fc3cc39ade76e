import type { JsonObject } from "../../json.ts";
import type { Problem } from "../blocks/check.ts";
import { sayProblem } from "../blocks/validate.ts";

/** `{ok: false, error}` as Slack answers it, with what goes beside it. */
export class SlackError extends Error {
  readonly beside: JsonObject;

  constructor(error: string, beside: JsonObject = {}) {
    super(error);
    this.name = "SlackError";
    this.beside = beside;
  }
}

/** 429: `retryAfter` in whole seconds. */
export class TooMany extends Error {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("ratelimited");
    this.retryAfter = retryAfter;
  }
}

/** @throws SlackError when there are problems, with Slack's messages and pointers. */
export const refuseProblems = (error: string, problems: readonly Problem[]): void => {
  if (problems.length === 0) return;
  const messages = problems.map(sayProblem);
  throw new SlackError(error, {
    errors: messages.map((each) => each.replace("[ERROR] ", "")),
    response_metadata: { messages },
  });
};
