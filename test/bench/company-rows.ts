import { addDays, type PlainDate, plainDate, toColumn } from "../../src/core/dates.ts";
import { asOrganizationId, idFrom } from "../../src/core/ids.ts";
import type { BulkRow } from "../../src/data/bulk.ts";
import { nameKey } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import type { BenchCustomer, Rep } from "./company.ts";

/** Monday 06:00 in Shanghai, a working day: nothing that the day's ticks do is due yet. */
export const BEGINS = "2026-11-23T06:00:00+08:00";
/** The daily reminder has just become due. */
export const REMINDED = "2026-11-23T08:31:00+08:00";
export const TODAY = plainDate("2026-11-23");

const PLACES =
  "苏州 杭州 宁波 无锡 常州 南京 合肥 青岛 济南 烟台 武汉 长沙 南昌 福州 厦门 广州 深圳 佛山 东莞 珠海 成都 重庆 西安 郑州 天津 沈阳 大连 长春 昆明 贵阳".split(
    " ",
  );
const WORDS =
  "宏达 恒信 金泰 瑞丰 华盛 永兴 东方 天元 新宇 博远 嘉禾 鼎盛 远航 明德 立信 康源 中科 海通 正大 同创 光华 振兴 万通 德力 科瑞 安泰 百利 长城 四方 伟业 三友 九州 诚通 昌隆 顺达 鸿基 启明 金石 联创 大成 优尔 凯旋 佳美 和平 富源 星辰 汇川 英特 雷诺 维拓".split(
    " ",
  );
const TRADES =
  "机电 化工 医药 食品 纺织 电子 建材 物流 能源 环保 仪器 汽配 印刷 包装 模具 光学 五金 船舶 塑料 农业".split(" ");
export const GIVEN = "建国 秀英 志强 丽华 海涛 晓明 国庆 淑珍 文博 雅琴".split(" ");
export const SURNAMES = "王李张刘陈杨赵黄周吴".split("");
const QUADRANTS = ["high", "sub", "latent", "low"] as const;
export const CREATED = "2026-01-05T02:00:00Z";

export const ORGANIZATION = asOrganizationId(idFrom("bench", "organization"));
export const id = (...parts: readonly (string | number)[]): string => idFrom("bench", ...parts.map(String));
export const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
const day = (date: PlainDate): string => toColumn(date).toISOString();

export const shortName = (number: number): string =>
  at(PLACES, number) +
  at(WORDS, Math.floor(number / PLACES.length)) +
  at(TRADES, Math.floor(number / PLACES.length / WORDS.length));

export interface Placed {
  readonly rep: Rep;
  readonly customer: BenchCustomer;
}
const placeOf = ({ teamId, segmentId, memberId }: Rep) => ({
  organizationId: ORGANIZATION,
  teamId,
  segmentId,
  ownerId: memberId,
});

/** Last in touch up to 70 days ago: about half of all are past their cadence. */
export const customerRow = ({ rep, customer }: Placed, number: number): BulkRow => {
  const name = `${customer.short}有限公司`;
  return {
    ...placeOf(rep),
    id: customer.id,
    name,
    shortNames: [customer.short],
    nameKey: nameKey(name),
    searchText: searchTextOf(name),
    city: at(PLACES, number),
    lifecycleClass: "partner",
    flags: [],
    quadrant: at(QUADRANTS, number),
    firstContactOn: day(addDays(TODAY, -400)),
    lastContactOn: day(addDays(TODAY, -1 - ((number * 7) % 70))),
    lastVisitOn: day(addDays(TODAY, -1 - ((number * 11) % 90))),
    createdAt: CREATED,
  };
};

/** Mr Wang at every customer, and someone else at every third; birthdays all over the year, some lunar. */
export const contactRows = ({ customer }: Placed, number: number): BulkRow[] =>
  [0, 1].slice(0, number % 3 === 0 ? 2 : 1).map((index) => {
    const name = index === 0 ? `王${at(GIVEN, number)}` : at(SURNAMES, 1 + (number % 9)) + at(GIVEN, number + 3);
    return {
      id: id("contact", number, index),
      organizationId: ORGANIZATION,
      customerId: customer.id,
      name,
      searchText: searchTextOf(name),
      title: index === 0 ? "总经理" : "采购",
      phones: [`139${String(10_000_000 + number * 2 + index)}`],
      birthdayCalendar: number % 5 === 0 ? "lunar" : "solar",
      birthMonth: 1 + (number % 12),
      birthDay: 1 + (number % 28),
      createdAt: CREATED,
    };
  });

/** One in the first column for each customer, and a won one for those that have signed. */
export const dealRows = ({ rep, customer }: Placed, number: number): BulkRow[] => {
  const common = {
    ...placeOf(rep),
    customerId: customer.id,
    currency: "CNY",
    amountMinor: 1_000_000 + number * 100,
    createdAt: CREATED,
    updatedAt: CREATED,
    firstMeetingOn: day(addDays(TODAY, -10)),
    firstMeetingAt: "客户办公室",
  };
  const open = {
    ...common,
    id: customer.dealId,
    name: `${customer.short}首批设备`,
    stage: "opportunity",
    lastForwardOn: day(addDays(TODAY, -5)),
    closedOn: null,
  };
  const won = {
    ...common,
    id: id("won", number),
    name: `${customer.short}去年设备`,
    stage: "won",
    lastForwardOn: day(addDays(TODAY, -100)),
    firstMeetingOn: day(addDays(TODAY, -130)),
    closedOn: day(addDays(TODAY, -100 - (number % 40))),
  };
  return customer.signed ? [open, won] : [open];
};

export const activityRow = ({ rep, customer }: Placed): BulkRow => ({
  id: id("activity", customer.id),
  organizationId: ORGANIZATION,
  customerId: customer.id,
  memberId: rep.memberId,
  kind: "call",
  happenedOn: day(addDays(TODAY, -20)),
  said: "问了近况，设备运行正常。",
  createdAt: CREATED,
});

export const stepRow = ({ rep, customer }: Placed, index: number): BulkRow => ({
  id: id("step", customer.id),
  organizationId: ORGANIZATION,
  customerId: customer.id,
  memberId: rep.memberId,
  activityId: id("activity", customer.id),
  contactId: customer.contactId,
  what: "回访",
  dueOn: day(addDays(TODAY, index % 3 === 0 ? -1 : 0)),
});
