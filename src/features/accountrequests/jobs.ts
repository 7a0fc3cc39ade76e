import { eachByItself } from "../../core/each.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { workingHours } from "../../domain/office.ts";
import { isLapsed } from "../newcomers/public.ts";
import { tellDeciders } from "./handlers.ts";
import { endRequest, tellRequester } from "./public.ts";
import { noteTold, organizationOf, readWaiting } from "./store.ts";

/** An account is changed or closed within a working day of the request (domain.md §1): all who may do it are reminded half way, and who asked hears when it is late. */
export const waitingTick = defineTick({ name: "accountrequests.waiting", run: (context) => watch(context) });

async function watch({ scope, now, change }: JobContext): Promise<void> {
  const waiting = await readWaiting(scope);
  if (waiting.length === 0) return;
  const { settings, calendar, zone } = await organizationOf(scope);
  const office = { calendar, zone, hours: settings.hours };
  await eachByItself(waiting, async (request) => {
    if (isLapsed(scope, request))
      return change(async (inside) => void (await endRequest(inside, request, { state: "lapsed" })));
    const hours = workingHours(office, request.since, now);
    if (!request.reminded && hours >= settings.accountHours / 2)
      await change(async (inside) => {
        if (await noteTold(inside, request, "remindedAt")) await tellDeciders(inside, request, { still: true });
      });
    if (hours >= settings.accountHours)
      await change(async (inside) => {
        if (await noteTold(inside, request, "lateAt")) await tellRequester(inside, request);
      });
  });
}
