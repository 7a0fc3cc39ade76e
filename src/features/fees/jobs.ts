import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick } from "../../core/job.ts";
import type { Change, Role } from "../../core/scope.ts";
import { partsOf, signsAs } from "../../domain/signing.ts";
import { tell } from "../../notify/tell.ts";
import { refreshCards, type Sheet } from "../approvals/public.ts";
import { peopleOf } from "../signers/public.ts";
import { payableCard } from "./cards.ts";
import { feePaper } from "./public.ts";
import { feesWithNewMoney, readFees, readHearer, recordPayable } from "./store.ts";

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
        for (const member of await hearersOf(change, sheet))
          await tell(change, {
            key: `fee:${id}:payable:${fee.collected.minor}:${member}`,
            to: { member },
            card: (reader) => payableCard(sheet, reader),
          });
      }),
    );
  },
});

/** Whoever has it or its customer; while nobody does, who leads the team, or else those above. */
const hearersOf = async (change: Change, { approval }: Sheet): Promise<readonly MemberId[]> => {
  const hearer = await readHearer(change, approval.subjectId);
  if (hearer) return [hearer];
  const { teamId } = approval;
  const people = await peopleOf(change, { roles: [...ABOVE], teamIds: [teamId] });
  const of = (role: Role) => people.filter((person) => partsOf(person).some((part) => signsAs(part, role, teamId)));
  return (
    ABOVE.map(of)
      .find((some) => some.length > 0)
      ?.map(({ id }) => id) ?? []
  );
};
const ABOVE = ["manager", "executive"] as const satisfies readonly Role[];
