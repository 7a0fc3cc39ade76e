import type { JsonObject } from "../../json.ts";

/** `{code, msg, error}` as Feishu answers it; most with HTTP 400. */
export class FeishuError extends Error {
  readonly code: number;
  readonly status: number;
  /** What stands in `error` besides log_id and troubleshooter. */
  readonly beside: JsonObject;

  constructor(code: number, msg: string, { status = 400, beside = {} }: { status?: number; beside?: JsonObject } = {}) {
    super(msg);
    this.name = "FeishuError";
    this.code = code;
    this.status = status;
    this.beside = beside;
  }
}

/** 99991400: of `limit` in a time, which is over in `reset` seconds. */
export class TooMany extends Error {
  readonly limit: number;
  readonly reset: number;

  constructor(limit: number, reset: number) {
    super("request trigger frequency limit");
    this.limit = limit;
    this.reset = Math.max(1, reset);
  }
}

export const invalid = (what: string): FeishuError =>
  new FeishuError(230001, `Your request contains an invalid request parameter, ext=${what}.`);

/** The gateway's own word for a body or query that does not fit the documentation. */
export const validation = (field: string, description: string): FeishuError =>
  new FeishuError(99992402, "field validation failed", { beside: { field_violations: [{ field, description }] } });
