import { simplified } from "./simplified.ts";

/** How people are called after their surname. Longer ones first. */
const TITLES = [
  ..."董事长 总经理 副总经理 总工程师 工程师 总工 总监 总裁 副总 经理 主任 主管 主席 处长 科长 部长 局长 厂长 所长 院长 校长 行长 店长 队长".split(
    " ",
  ),
  ..."组长 班长 站长 会长 社长 书记 秘书 会计 出纳 采购 专员 顾问 老师 医生 博士 教授 律师 先生 女士 小姐 老板 总 董 工 处 局 科 院 姐 哥 老".split(
    " ",
  ),
];
/** What a title may be of: none of them is a given name. */
const OF = [
  ..."副 常务 执行 高级 资深 首席 助理 初级 中级 见习 区域 大区 片区 省区 分公司 集团 总部 销售 营销 市场 业务 采购 供应链 供应 物流 仓储 仓库".split(
    " ",
  ),
  ..."财务 会计 税务 审计 成本 预算 人事 人力资源 行政 办公室 后勤 总务 法务 合规 风控 技术 研发 工程 工艺 生产 制造 设备 质量 品质 质检 项目".split(
    " ",
  ),
  ..."产品 商务 渠道 大客户 客户 客服 售后 售前 服务 运营 运维 信息 数据 网络 电商 品牌 公关 投资 融资 战略 企划 策划 设计 测试 实施 培训 招聘".split(
    " ",
  ),
  ..."薪酬 招商 外贸 内贸 进出口 出口 进口 基建 车间 资产 物资 物料 计划 临床 检验 康复 护理 党支部 党委 支部".split(
    " ",
  ),
];
/** Places that a title may be of: some are given names, and stand behind a whole name alone. */
const PLACES = "华[东南西北中]|[东西][南北]|全国|国内|国际|海外|亚太|大中华";
const LONG = [...TITLES.filter((title) => title.length > 1), "代表"].join("|");
/** Posts that are written as names are. */
const POSTS = "高管 高层 文员 文秘 文书 司机 单位 项管 成控 关务".split(" ").join("|");
const withinOf = (words: string): string => `(?:(?:${words})(?:[部处科区]|中心)?){1,4}(?:${LONG})`;

/** Behind a surname: 经理, 销售部经理, 副处长. */
export const TITLE = `(?:${withinOf(OF.join("|"))}|${TITLES.join("|")})`;
/** Behind a whole name: 华东区销售总监 too. */
export const TITLE_BEHIND_NAME = `(?:${withinOf([PLACES, ...OF].join("|"))}|${TITLES.join("|")})`;

/** Behind a whole name where nothing else tells that it is one: 王工 may be all of a name, 李文科 too. */
export const LONG_TITLE = `(?:${withinOf([PLACES, ...OF].join("|"))}|${LONG})`;
const POST = new RegExp(
  `^(?:${POSTS}|(?:(?:${[PLACES, ...OF].join("|")})(?:[部处科区]|中心)?)*(?:${TITLES.join("|")})?)$`,
);
/** Nothing but a post or what it is of: 项目经理, 成本, 康复科, 高管. */
export const isPost = (text: string): boolean => text !== "" && POST.test(text);

/** Said out of politeness, whatever the card says. */
const POLITE: ReadonlySet<string> = new Set("总 老板 先生 女士 小姐 老师 姐 哥 老 小 阿".split(" "));
export const isPolite = (title: string): boolean => POLITE.has(title);
const ASKS: Readonly<Record<string, RegExp>> = {
  工: /工程|工$|技术/,
  ...{ 处: /处/, 局: /局/, 科: /科/, 院: /院/ },
};

/** 销售部经理 is 销售经理. */
const plain = (title: string): string => simplified(title).replace(/(?<=..)(?:部(?![门长])|中心)/g, "");
/** A deputy is another, and a 总经理 no 经理. */
const holds = (title: string, asked: string): boolean =>
  [...title.matchAll(new RegExp(asked, "g"))].some(({ index }) => !/[副总]/.test(title[index - 1] ?? ""));
/** Whether two titles may be one person's: the same, or one says less; what is said out of politeness tells nothing. */
export const mayBothBe = (one: string, other: string): boolean =>
  isPolite(one) || isPolite(other) || plain(one) === plain(other) || isEntitled(one, other) || isEntitled(other, one);
/** Whether whoever has this title on their card is called so: 销售总监 is a 总监, who may be called 销售总监. */
export const isEntitled = (known: string | null, said: string): boolean => {
  if (!known) return false;
  if (isPolite(said)) return known.includes(said);
  const [title, asked] = [plain(known), plain(said)];
  const special = ASKS[said];
  return special ? special.test(title) : holds(title, asked) || (TITLES.includes(title) && holds(asked, title));
};
