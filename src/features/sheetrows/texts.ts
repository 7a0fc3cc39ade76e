import { ASIDES } from "../../domain/row-asides.ts";
import { NOTES } from "../../domain/row-notes.ts";

interface Facts {
  /** The field by its name in that language. */
  readonly field: string;
  readonly value: string;
  readonly instead: string;
  readonly row: number;
}
type Say = (facts: Facts) => string;

/** Why a row is refused, merged or skipped, and what is to be known of it. */
export const SAID: Readonly<Record<string, { readonly en: Say; readonly zh: Say }>> = {
  ...Object.fromEntries(
    Object.entries({ ...ASIDES, ...NOTES }).map(([code, say]) => [
      code,
      { en: (of: Facts) => say(of).en, zh: (of: Facts) => say(of).zh },
    ]),
  ),
  missing: { en: ({ field }) => `${field} is empty: fill it in`, zh: ({ field }) => `缺少${field}，请补上` },
  cell_error: {
    en: ({ field, value }) => `${field} is ${value}: the formula there came to nothing. Type the value in`,
    zh: ({ field, value }) => `${field}是 ${value}：那里的公式没有算出结果，请直接填值`,
  },
  no_result: {
    en: ({ field }) =>
      `${field} is a formula whose result is not in the file: open the file, save it and send it again, or type the value in`,
    zh: ({ field }) => `${field}是公式，文件里没有算出的结果：请打开文件保存后再发，或直接填值`,
  },
  too_long: {
    en: ({ field, value }) => `${field} is too long: ${value}. Shorten it`,
    zh: ({ field, value }) => `${field}太长：${value}，请改短`,
  },
  too_long_left_out: {
    en: ({ field, value }) => `${field} is left out: it is too long: ${value}. Add it by hand, shorter`,
    zh: ({ field, value }) => `${field}太长，没有录入：${value}，请改短后手工补上`,
  },
  short_names_left_out: {
    en: ({ value }) => `short name "${value}" is left out: a customer takes 5. Change them by hand`,
    zh: ({ value }) => `简称最多 5 个，“${value}”没有录入，请手工修改`,
  },
  no_name: {
    en: ({ value }) => `"${value}" has no letter in it and is no name: write the name`,
    zh: ({ value }) => `“${value}”里没有文字，不是名称，请写上名称`,
  },
  no_day: {
    en: ({ field, value }) => `${field} "${value}" is not a day: write it as 2024-04-01`,
    zh: ({ field, value }) => `${field}“${value}”不是日期，请写成 2024-04-01`,
  },
  day_left_out: {
    en: ({ field, value }) => `${field} "${value}" is left out: it is not a full date. Write it as 2024-04-01`,
    zh: ({ field, value }) => `${field}“${value}”不是完整的日期，没有录入，请写成 2024-04-01`,
  },
  future: {
    en: ({ field, value }) => `${field} ${value} lies in the future: correct the day`,
    zh: ({ field, value }) => `${field} ${value} 还没有到，请改日期`,
  },
  no_amount: {
    en: ({ field, value }) => `${field} "${value}" is not an amount: write it as 1200.50`,
    zh: ({ field, value }) => `${field}“${value}”不是金额，请写成 1200.50`,
  },
  other_currency: {
    en: ({ field, value }) => `${field} "${value}" is in another currency than the organization's: convert it`,
    zh: ({ field, value }) => `${field}“${value}”的币种和组织的不同，请换算后再填`,
  },
  range: {
    en: ({ field, value }) => `${field} "${value}" is a range: write one amount`,
    zh: ({ field, value }) => `${field}“${value}”是一个范围，请只写一个金额`,
  },
  two_units: {
    en: ({ field, value }) => `${field} "${value}" names another unit than its heading: write the number alone`,
    zh: ({ field, value }) => `${field}“${value}”的单位和表头的不同，请只写数字`,
  },
  below_zero: {
    en: ({ field, value }) => `${field} ${value} is below zero: correct it, or leave it empty`,
    zh: ({ field, value }) => `${field} ${value} 是负数，请改正或留空`,
  },
  no_quantity: {
    en: ({ value }) => `quantity "${value}" is not a number with at most three decimals: write it as 1.5`,
    zh: ({ value }) => `数量“${value}”不是数字，或小数超过三位，请写成 1.5`,
  },
  no_stage: {
    en: ({ value }) => `stage "${value}" is not known: write opportunity, 25%, 50%, 90%, won or lost`,
    zh: ({ value }) => `没有“${value}”这个阶段，请写 销售机会、25%、50%、90%、成交 或 退出`,
  },
  closed_before: {
    en: ({ value }) => `it was closed on ${value}, before the first meeting: correct one of the two days`,
    zh: ({ value }) => `成交日期 ${value} 早于首次见面，请改其中一个日期`,
  },
  no_phone: {
    en: ({ field, value }) => `${field} "${value}" is left out: it is not a phone number. Add it by hand`,
    zh: ({ field, value }) => `${field}“${value}”不是号码，没有录入，请手工补上`,
  },
  digits_lost: {
    en: ({ field, value }) =>
      `${field} "${value}" is left out: the spreadsheet has dropped its last digits. Make the column text and write it in full`,
    zh: ({ field, value }) => `${field}“${value}”成了科学计数，末几位已丢，没有录入；请把这一列设成文本，重新填全`,
  },
  no_mail: {
    en: ({ value }) => `mail "${value}" is left out: it is not a mail address. Add it by hand`,
    zh: ({ value }) => `邮箱“${value}”不是邮箱地址，没有录入，请手工补上`,
  },
  no_birthday: {
    en: ({ value }) => `birthday "${value}" is left out: it is not a date. Write it as 1980-05-01, or 农历八月十五`,
    zh: ({ value }) => `生日“${value}”不是日期，没有录入，请写成 1980-05-01 或 农历八月十五`,
  },
  no_calendar: {
    en: ({ field, value }) => `${field} "${value}" is not known: the birthday is left out. Write lunar or solar`,
    zh: ({ field, value }) => `${field}“${value}”看不懂，生日没有录入，请写 农历 或 公历`,
  },
  several_named: {
    en: ({ value }) => `"${value}" names several people: give each a row of their own. They are left out`,
    zh: ({ value }) => `“${value}”是几个人，没有录入，请一人一行`,
  },
  birth_year_left_out: {
    en: ({ value }) => `birthday "${value}" is kept without its year, which is too late to be that of birth`,
    zh: ({ value }) => `生日“${value}”的年份太近，只记了月日`,
  },
  lunar_taken: {
    en: ({ value }) => `the lunar birthday is kept, and ${value} is left out`,
    zh: ({ value }) => `记的是农历生日，公历 ${value} 没有录入`,
  },
  owner_kept: {
    en: ({ value, instead }) =>
      `owner stays ${value === "" ? "as it is" : value}, not "${instead}": hand it over if the sheet is right`,
    zh: ({ value, instead }) =>
      `负责人${value === "" ? "保持原样" : `仍是${value}`}，没有改成“${instead}”；表格对的话请用 /handover 转过去`,
  },
  stage_meant: {
    en: ({ value, instead }) => `stage "${instead}" is taken for ${value}`,
    zh: ({ value, instead }) => `阶段“${instead}”算作“${value}”`,
  },
  unknown_word: {
    en: ({ field, value }) => `${field} "${value}" is not known and left out: choose it by hand`,
    zh: ({ field, value }) => `没有“${value}”这种${field}，没有录入，请手工选`,
  },
  taken_as_call: {
    en: ({ value }) => `"${value}" is taken for a call: nobody met face to face`,
    zh: ({ value }) => `“${value}”按电话录入：没有当面见到`,
  },
  taken_as_message: {
    en: ({ field, value }) => `${field} "${value}" is not known: taken for a message. Correct it by hand`,
    zh: ({ field, value }) => `没有“${value}”这种${field}，按消息录入，请手工改`,
  },
  no_activity_kind: {
    en: ({ field }) => `no ${field} is named: taken for a message. Name it in its column: visit, call or meeting`,
    zh: ({ field }) => `没有写${field}，按消息录入；请单独用一列写明拜访、电话或会议`,
  },
  no_owner: {
    en: ({ value }) =>
      value
        ? `there is no ${value} in a team you import for: correct the owner`
        : "no owner: fill it in, or choose with the columns who gets such rows",
    zh: ({ value }) =>
      value ? `你能导入的团队里没有${value}，请更正负责人` : "没写负责人，请补上，或在确认各列时选好这样的行归谁",
  },
  owner_left: {
    en: ({ value }) =>
      `owner ${value} has left: choose with the columns, under "Owner for rows without one", who gets such rows`,
    zh: ({ value }) => `负责人${value}已离职，请在确认各列时，在“没写负责人的行归谁”里选好归谁`,
  },
  stood_in: {
    en: ({ value, instead }) => `owner ${value} has left: taken for ${instead}`,
    zh: ({ value, instead }) => `负责人${value}已离职，归${instead}`,
  },
  several_owners: {
    en: ({ value }) => `several people are called ${value}: write the mail address instead`,
    zh: ({ value }) => `有几位同事都叫${value}，请改写邮箱`,
  },
  no_customer: {
    en: ({ value }) => `you have no customer ${value}: import the customers first`,
    zh: ({ value }) => `你名下没有客户${value}，请先导入客户`,
  },
  several_customers: {
    en: ({ value }) => `several customers are called ${value}: add it by hand`,
    zh: ({ value }) => `有几家客户都叫${value}，请手工录入`,
  },
  there: { en: () => "there already", zh: () => "已经有了" },
  twice: { en: ({ row }) => `the same as row ${row}`, zh: ({ row }) => `和第 ${row} 行相同` },
  another_open: {
    en: ({ value }) => `another ${value} is there, still open: leave it out if it is the same`,
    zh: ({ value }) => `另有一笔${value}还没结束，是同一笔的话请删去此行`,
  },
  another_paid: {
    en: ({ value, instead }) => `another ${value} for as much is there, of ${instead}: leave it out if it is the same`,
    zh: ({ value, instead }) => `另有一笔金额相同的${value}（${instead}），是同一笔的话请删去此行`,
  },
  not_yours: {
    en: ({ value }) => `there already, and ${value} looks after it: nothing is changed. Ask them`,
    zh: ({ value }) => `已经有了，由${value}负责，不作改动，有事请找对方`,
  },
  by_phone: {
    en: ({ value }) => `taken for ${value}: the phone or mail is the same`,
    zh: ({ value }) => `电话或邮箱相同，视为${value}`,
  },
  by_title: {
    en: ({ value }) => `taken for ${value}: the same name, with a title behind it`,
    zh: ({ value }) => `去掉名字后面的称呼就是${value}，视为同一人`,
  },
  became_part: {
    en: ({ value }) => `taken for ${value}: the two became one`,
    zh: ({ value }) => `已并入${value}，视为同一人`,
  },
  one_of_teams: {
    en: ({ value }) => `its owner is in several teams: it goes to ${value}`,
    zh: ({ value }) => `负责人在几个团队里，归到${value}`,
  },
  which_team: {
    en: ({ value }) =>
      `its owner is in several teams: ${value}. Write the team in a column "team", or choose it with the columns`,
    zh: ({ value }) => `负责人在几个团队里：${value}。请加一列“团队”写明，或在确认各列时选好`,
  },
  not_in_team: {
    en: ({ value }) => `its owner is in no team ${value} that you import for: correct the team or the owner`,
    zh: ({ value }) => `你能导入的团队里，负责人不在${value}，请更正团队或负责人`,
  },
  by_short_name: {
    en: ({ value }) => `taken for ${value}, which goes by this name too`,
    zh: ({ value }) => `${value}也叫这个名字，视为它`,
  },
  filled: { en: ({ field }) => `${field} added to what is there`, zh: ({ field }) => `补充了${field}` },
  kept: {
    en: ({ field, value }) => `${field} stays as it is, not "${value}": change it by hand if the sheet is right`,
    zh: ({ field, value }) => `${field}保持原样，没有改成“${value}”；表格对的话请手工改`,
  },
  no_warning_reason: {
    en: ({ value }) => `flag "${value}" is left out: say why in a column "warning reason"`,
    zh: ({ value }) => `标记“${value}”没有录入：请加一列“警示原因”写明原因`,
  },
  money_waits: {
    en: () => "its money waits for finance, who finds it in /receipts",
    zh: () => "货款等财务在 /receipts 里确认",
  },
  no_customer_yet: {
    en: () => "no customer yet: add one to the deal when it is known",
    zh: () => "还没有客户，知道是谁以后在商机里补上",
  },
  product_meant: {
    en: ({ value }) => `product taken as the list has it: ${value}`,
    zh: ({ value }) => `产品按产品表认作：${value}`,
  },
  list_price: {
    en: ({ value }) => `amount empty: the list price of ${value} stands in`,
    zh: ({ value }) => `没有金额，先按${value}的标价`,
  },
  changed: {
    en: ({ field, value }) => `${field} changed: ${value}`,
    zh: ({ field, value }) => `${field}改了：${value}`,
  },
  unnamed: {
    en: ({ value }) => `no contact is named: the numbers are kept under "${value}"`,
    zh: ({ value }) => `没有写联系人，号码记在“${value}”名下`,
  },
  no_contact_named: {
    en: ({ field, value }) => `${field} "${value}" is left out: no contact is named. Fill the name in`,
    zh: ({ field, value }) => `没有写联系人，${field}“${value}”没有录入，请补上姓名`,
  },
  contact_unknown: {
    en: ({ value }) => `${value} was not noted: this customer has no such contact, or more than one`,
    zh: ({ value }) => `这家客户没有叫“${value}”的联系人，或不止一位，没有记上`,
  },
  shared_number: {
    en: ({ value, instead: more }) =>
      `the same phone or mail as ${value}${more && ` and ${more} more`}, but another name: kept as ${value.includes("、") ? "separate" : "two"} people`,
    zh: ({ value, instead: more }) =>
      `电话或邮箱和${value}${more && `等 ${Number(more) + 2} 人`}相同，名字不同，按${value.includes("、") ? "不同的" : "两个"}人录入`,
  },
  contact_made: { en: ({ value }) => `contact ${value} added`, zh: ({ value }) => `新增联系人${value}` },
  erased: { en: () => "it names somebody whose data was erased on request", zh: () => "提到的联系人已按要求抹除" },
  erased_before: {
    en: ({ value }) => `its contact was erased on ${value} on request: left out`,
    zh: ({ value }) => `联系人已于 ${value} 应本人要求抹除，没有录入`,
  },
  changed_since: {
    en: () => "not undone: it was changed or used since. Take it back by hand",
    zh: () => "没有撤销：之后有人改过或用过，请手工处理",
  },
  went_into_another: {
    en: () => "not undone: it was merged into another since. Undo that first, or take it back by hand",
    zh: () => "没有撤销：之后已合并到另一个。请先撤销合并，或手工处理",
  },
  customer_stays: {
    en: () => "the customer stays: it was changed or used since",
    zh: () => "客户保留：之后有人改过或用过",
  },
  contact_stays: {
    en: () => "the contact stays: it was changed or used since",
    zh: () => "联系人保留：之后有人改过或用过",
  },
  fact_stays: {
    en: ({ field }) => `${field} stays: it was changed since`,
    zh: ({ field }) => `${field}保留：之后有人改过`,
  },
};
