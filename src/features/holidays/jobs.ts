import { dateIn, timeIn } from "../../core/dates.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { tell } from "../../notify/tell.ts";
import { askCard } from "./cards.ts";
import { askedFor } from "./handlers.ts";
import { yearToAsk } from "./rules.ts";
import { beginAsking, organizationOf, readMembersWith } from "./store.ts";

/** From December on asks the admins for the next year's holidays, once a working day, until they are known. */
export const askTick = defineTick({ name: "holidays.ask", run: (context) => ask(context) });

async function ask({ scope, now, change }: JobContext): Promise<void> {
  const { calendar, country, zone } = await organizationOf(scope);
  const today = dateIn(zone, now);
  const year = yearToAsk(calendar, { today, time: timeIn(zone, now) });
  if (year === undefined) return;
  await change(async (inside) => {
    if (!(await beginAsking(inside, today))) return;
    for (const member of await readMembersWith(inside, "admin"))
      await tell(inside, {
        key: `${askedFor(year)}:${today}:${member}`,
        to: { member },
        about: askedFor(year),
        card: ({ language }) => askCard({ year, country }, language),
      });
  });
}
