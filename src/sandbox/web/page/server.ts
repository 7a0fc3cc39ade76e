import type { ActionAnswer, PageAction, PeopleAnswer } from "../wire.ts";

/** @throws TypeError when the sandbox cannot be reached. */
export const fetchPeople = async (): Promise<PeopleAnswer> => (await fetch("/sandbox/people")).json();

const UNREACHABLE: ActionAnswer = { ok: false, code: "broken", message: "unreachable" };

const post = async (path: string, init: RequestInit): Promise<ActionAnswer> => {
  try {
    return await (await fetch(path, { method: "POST", ...init })).json();
  } catch {
    return UNREACHABLE;
  }
};

/** Never rejects: a sandbox that cannot be reached is an answer too. */
export const perform = (as: string, action: PageAction): Promise<ActionAnswer> =>
  post("/sandbox/act", { headers: { "content-type": "application/json" }, body: JSON.stringify({ as, action }) });

export const uploadFile = (as: string, file: File): Promise<ActionAnswer> =>
  post(`/sandbox/file?${new URLSearchParams({ as, name: file.name })}`, {
    headers: { "content-type": file.type || "application/octet-stream" },
    body: file,
  });

export const fileAddress = (as: string, id: string): string => `/sandbox/file?${new URLSearchParams({ as, id })}`;
