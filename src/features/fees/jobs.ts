import { eachByItself } from "../../core/each.ts";
import { defineTick } from "../../core/job.ts";
import { tell } from "../../notify/tell.ts";
import { refreshCards } from "../approvals/public.ts";
import { payableCard } from "./cards.ts";
import { feePaper } from "./public.ts";
import { feesWithNewMoney, readFees, recordPayable } from "./store.ts";

/** Money came in for an approved fee: its card says what can be paid out now, and the requester is told. */
export const watchFees = defineTick({
  name: "fees.payable",
  async run(context) {
    await eachByItself(await feesWithNewMoney(context.scope), (id) =>
      context.change(async (change) => {
        const [fee] = await readFees(change, [id]);
        const sheet = await refreshCards(change, feePaper, id);
        if (!fee || !sheet) return;
        await recordPayable(change, fee);
        await tell(change, {
          key: `fee:${id}:payable:${fee.collected.minor}`,
          to: { member: sheet.approval.requesterId },
          card: ({ language }) => payableCard(sheet, language),
        });
      }),
    );
  },
});
