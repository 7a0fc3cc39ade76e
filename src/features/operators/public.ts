import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { comeBack, tellOfNewRoles } from "../leaving/public.ts";
import { addAdmin, type NoAdmin } from "./store.ts";
import { texts } from "./texts.ts";

export { type Person, readPeople } from "./store.ts";

/** What whoever runs the machine may do from its command line: make someone an admin, who hears of it; or why not. */
export async function makeAdmin(change: Change, id: MemberId): Promise<NoAdmin | undefined> {
  const added = await addAdmin(change, id);
  if (typeof added === "string" || "closedTeam" in added) return added;
  await comeBack(change, id, added.had !== undefined);
  if (added.had) await tellOfNewRoles(change, id, added.had);
  await tell(change, {
    key: `admin:${id}:${change.at.toISOString()}`,
    to: { member: id },
    card: ({ language }) => {
      const { title, detail } = texts[language];
      return { tone: "done", title, plain: `${title} · ${detail}`, text: [detail] };
    },
  });
  return undefined;
}
