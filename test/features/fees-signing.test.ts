import { expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00", [pipeline]);
const { house, unchanged } = papers;

test("an owner who moves a signed deal back opens no new-customer fee; where the manager does, the contract is unsigned", async () => {
  const contractSignedOn = toColumn(plainDate("2026-11-16"));
  const prospect = await papers.makeProspect("先签后退", {
    deal: { stage: "p90", papersSigned: true, contractSignedOn },
  });
  const back = async (who: string, to: string) => {
    await house.person(who).presses({ action: "pipeline.move", payload: { id: prospect.dealId, to } });
    await house.person(who).fills({ why: "合同其实没签" }).submits();
  };
  await back("李伟", "p50");
  await unchanged(() => house.person("李伟").types("/fee 先签后退 800 茶礼 李工"));
  expect(house.person("李伟").card.plain).toContain("已签，签后不能再申请新客户费用");
  await back("王芳", "p25");
  const id = await papers.sendFee(prospect);
  expect(await papers.approvalOf(id)).toMatchObject({ state: "waiting" });
});
