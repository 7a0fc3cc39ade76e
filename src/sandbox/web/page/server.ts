import type { ActionAnswer, PagePerson, PeopleAnswer } from "../wire.ts";

/** Anything one can do on the page; which there are is the business of each platform's half. */
export interface Action {
  readonly type: string;
}
type Who = Pick<PagePerson, "platform" | "id">;

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
export const perform = ({ platform, id }: Who, action: Action): Promise<ActionAnswer> =>
  post("/sandbox/act", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ platform, as: id, action }),
  });

export const uploadFile = ({ platform, id }: Who, file: File): Promise<ActionAnswer> =>
  post(`/sandbox/file?${new URLSearchParams({ in: platform, as: id, name: file.name })}`, {
    headers: { "content-type": file.type || "application/octet-stream" },
    body: file,
  });

export const fileAddress = ({ platform, id }: Who, file: string): string =>
  `/sandbox/file?${new URLSearchParams({ in: platform, as: id, id: file })}`;
