import { beforeAll, beforeEach } from "vitest";
import { from } from "../../src/data/client.ts";
import { activities } from "../../src/features/activities/index.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { withConversation } from "./conversation.ts";
import { makeContact, makeCustomer } from "./customers.ts";

/** Wednesday, 25 November 2026, 15:00 in Shanghai. */
const NOW = "2026-11-25T15:00:00+08:00";

/** A company whose reps log visits: customers that are alike, people of one surname, and one nobody of the team sees. */
export const withVisited = () => {
  const house = withConversation({ features: [visits, activities, customers, contacts, pipeline], at: NOW });
  const db = () => from({ database: house.database.handle });
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    ids.hongda = await makeCustomer(house, "宏达机电有限公司", {
      owner: "李伟",
      shortNames: ["宏达"],
      city: "上海",
      lastContactOn: "2026-11-06",
    });
    ids.huaxin = await makeCustomer(house, "华信科技", { owner: "李伟", city: "苏州" });
    ids.medical = await makeCustomer(house, "华信医疗器械", {
      owner: "李伟",
      city: "无锡",
      lastContactOn: "2026-10-01",
    });
    ids.emma = await makeCustomer(house, "Hongda Machinery Co., Ltd.", { owner: "Emma", shortNames: ["Hongda"] });
    ids.hidden = await makeCustomer(house, "东方电气", { owner: "孙丽", shortNames: ["东方"] });
    ids.wang = await makeContact(house, ids.hongda, { name: "王建国", title: "总经理" });
    ids.li = await makeContact(house, ids.hongda, { name: "李强", title: "高级工程师" });
    ids.min = await makeContact(house, ids.huaxin, { name: "张敏", title: "采购经理" });
    ids.lei = await makeContact(house, ids.huaxin, { name: "张磊", title: "生产经理" });
    await makeContact(house, ids.emma, { name: "Peter Wang", title: "Buyer" });
  });
  beforeEach(() => house.clock.freezeAt(new Date(NOW)));
  return {
    house,
    db,
    /** Customers and contacts by short name. */
    ids,
    /** Everything a visit writes, to see that a refusal wrote nothing. */
    async written() {
      const [activities, steps, audits, touched] = await Promise.all([
        db().activity.findMany({ orderBy: { id: "asc" } }),
        db().nextStep.findMany({ orderBy: { id: "asc" } }),
        db().auditEntry.count(),
        db().customer.findMany({
          orderBy: { id: "asc" },
          select: { id: true, lastContactOn: true, lastVisitOn: true },
        }),
      ]);
      return { activities, steps, audits, touched };
    },
  };
};
