import { pinyin } from "pinyin-pro";
import { isHan, nameKey } from "./names.ts";
import { isEntitled, isPolite, isPost, LONG_TITLE, TITLE, TITLE_BEHIND_NAME } from "./names-titles.ts";
import { namings } from "./names-written.ts";
import { simplified } from "./simplified.ts";

/** A person at a customer, as far as a mention needs to know. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
}

/** A person as one tells them apart: "王建国 总经理", "Grace Miller, Head of Purchasing". */
export const sayPerson = ({ name, title }: { readonly name: string; readonly title: string | null }): string =>
  title === null ? name : `${name}${isHan(title) ? " " : ", "}${title}`;

/** Where a text speaks of people; `ids` are all it may mean: none, the one, or several of one surname. */
export interface PersonMention {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly ids: readonly string[];
}

const DOUBLE_SURNAMES =
  "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|端木|长孙|宇文|南宫|独孤|西门|轩辕";
const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单解翁柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翟隋植甘景薄单包司柏宁柯阮桂闵解强丛";
const CALLED = new RegExp(`(${DOUBLE_SURNAMES}|[${SURNAMES}])(${TITLE})(?![程业作厂人结部共体包])`, "gu");
const FAMILIAR = new RegExp(`(?<!\\p{Script=Han})([老小阿])([${SURNAMES}])(?![事板师时组区学])`, "gu");
const ENGLISH_TITLE =
  /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Miss|Dr|Prof|Director|Manager)\.? ?([\p{Script=Latin}'’-]{2,}|\p{Script=Han}{1,4})/giu;

/** "" for a name that is not Chinese. */
export const surnameOf = (name: string): string =>
  isHan(name) ? (new RegExp(`^(?:${DOUBLE_SURNAMES})`, "u").exec(name)?.[0] ?? [...name][0] ?? "") : "";
const soundOfSurname = (surname: string): string =>
  pinyin(surname, { toneType: "none", type: "array", surname: "all", v: true }).join("");

/**
 * Who is meant by a surname and a title: those of the title; else, where it is a title out of politeness, everyone of
 * the surname, and where it is a post, those whose post is not known.
 */
function called(surname: string, title: string, people: readonly NamedPerson[]): string[] {
  const namesakes = people.filter((person) => surnameOf(person.name) === surname);
  const entitled = namesakes.filter((person) => isEntitled(person.title, title));
  if (entitled.length > 0) return entitled.map(({ id }) => id);
  return namesakes.filter((person) => isPolite(title) || !person.title).map(({ id }) => id);
}

function calledInEnglish(surname: string, people: readonly NamedPerson[]): string[] {
  const asked = surname.toLowerCase();
  return people
    .filter(({ name }) => {
      if (isHan(name)) return isHan(asked) ? surnameOf(name) === surname : soundOfSurname(surnameOf(name)) === asked;
      return name.toLowerCase().split(/\s+/).slice(-1).includes(asked);
    })
    .map(({ id }) => id);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Whole names, given names of foreigners, Chinese given names of two characters. */
export const wordsOf = (name: string): string[] => {
  const words = name.trim().split(/\s+/);
  const parts = isHan(name)
    ? [...name].length > 2
      ? [name.slice(surnameOf(name).length)]
      : []
    : words.filter((word) => word.length > 2);
  return [name, ...parts].filter((one) => one.length > 1);
};
function byName(text: string, people: readonly NamedPerson[]): PersonMention[] {
  const found: PersonMention[] = [];
  for (const person of people) {
    for (const name of wordsOf(person.name)) {
      const whole = isHan(name) ? escaped(name) : `(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{Script=Latin}\\p{N}])`;
      const title = isHan(name) ? `${TITLE_BEHIND_NAME}?` : "";
      for (const match of text.matchAll(new RegExp(whole + title, "giu"))) found.push(mention(match, [person.id]));
    }
  }
  return found;
}

const mention = (match: RegExpExecArray | RegExpMatchArray, ids: readonly string[]): PersonMention => {
  const start = match.index ?? 0;
  return { text: match[0], start, end: start + match[0].length, ids };
};

/**
 * Everyone a text speaks of by name ("王建国", "Emma"), surname and title ("王总", "李工", "Mr Wang") or familiarly
 * ("老王"), in its order. A surname and title that fits nobody is mentioned too, with no ids.
 */
export function peopleIn(text: string, people: readonly NamedPerson[]): PersonMention[] {
  const found = byName(text, people);
  for (const match of text.matchAll(CALLED)) found.push(mention(match, called(match[1] ?? "", match[2] ?? "", people)));
  for (const match of text.matchAll(FAMILIAR)) {
    const ids = called(match[2] ?? "", match[1] ?? "", people);
    if (ids.length > 0) found.push(mention(match, ids));
  }
  for (const match of text.matchAll(ENGLISH_TITLE)) found.push(mention(match, calledInEnglish(match[1] ?? "", people)));
  found.sort((a, b) => a.start - b.start || b.end - a.end || b.ids.length - a.ids.length);
  return withoutOverlap(found);
}

function withoutOverlap(found: readonly PersonMention[]): PersonMention[] {
  const apart: PersonMention[] = [];
  for (const one of found) {
    const last = apart.at(-1);
    if (!last || one.start >= last.end) apart.push(one);
    // Two people of one name: both may be meant.
    else if (one.start === last.start && one.end === last.end && last.ids.length > 0) {
      apart[apart.length - 1] = { ...last, ids: [...new Set([...last.ids, ...one.ids])] };
    }
  }
  return apart;
}

/** True when a text goes on with somebody called by surname and title: "王总谈了…". */
export const beginsWithPerson = (text: string): boolean => peopleIn(text, [])[0]?.start === 0;

type Named = Pick<NamedPerson, "name" | "title">;

const BRACKETED = /[([{<（［【〔〖《「][^)\]}>）］】〕〗》」]*[)\]}>）］】〕〗》」]?/gu;
/** Letters of a name: Chinese ones end at a space, others where no word of a name goes on. */
const NAME =
  /[\p{Script=Han}·]+|(?:(?!\p{Script=Han})[\p{L}\p{M}'’.·]|(?<=\p{L})-(?=\p{L})|(?<=[\p{L}.]) +(?=\p{L}))+/gu;
/** The names in what is kept as one, without what sheets and directories add: "王建（采购）", "王建 离职", "Grace 2". */
const bareNames = (name: string): string[] =>
  (name.replace(BRACKETED, "，").match(NAME) ?? []).map((each) => each.trim());

const TITLE_BEHIND = new RegExp(`(?<=\\p{Script=Han}{2})${TITLE_BEHIND_NAME}$`, "u");
/** A name as it is kept, and without a title behind it: 王建国 of 王建国经理. */
const untitledToo = (name: string): string[] => [name, name.replace(TITLE_BEHIND, "")];

/** Letters of a Chinese given name at most: after 王建 one more may be of a name, after 王建国 none is. */
const LONGEST_GIVEN = 2;
const SURNAME = new RegExp(`^(?:${DOUBLE_SURNAMES}|[${SURNAMES}])$`, "u");
const BEFORE_NAME = new RegExp(`^(?:${DOUBLE_SURNAMES}|[老小阿${SURNAMES}])?$`, "u");
/** Words glued to a whole name that make no longer name of it: "王建离职", "约了王建谈价". Whoever is called 王建国 is known by that. */
const isGlued = (whole: string, name: string): boolean => {
  const surname = surnameOf(whole);
  const given = [...whole.slice(surname.length)].length;
  const [before, ...rest] = name.split(whole);
  if (before === undefined || rest.length === 0 || !SURNAME.test(surname) || name.includes("·")) return false;
  if (given < 1 || given > LONGEST_GIVEN) return false;
  return !BEFORE_NAME.test(before) || [...rest.join(whole)].length > LONGEST_GIVEN - given;
};

/** Names that are longer than what the person is called and have it in them: 王建国 is not 王建, who 王建2 is. */
export const longerNames = (person: Named, names: readonly string[]): string[] => {
  const words = wordsOf(person.name).map((word) => ({ length: word.length, written: namings([word]) }));
  const isLonger = (name: string) =>
    words.some(({ length, written }) => name.length > length && written.some((each) => name.search(each) >= 0));
  const one = { ...person, id: "" };
  const isCalledSo = (name: string) => peopleIn(name, [one]).some(({ text, ids }) => text === name && ids.length > 0);
  return [...new Set(names.flatMap(bareNames).flatMap(untitledToo))].filter(
    (name) => isLonger(name) && !isCalledSo(name) && !isGlued(person.name, name),
  );
};

/** Whether two names may be one person's: the same, or one calls the other, as "王总" does 王建国. 王总 and 王经理 are two. */
export const mayBeOne = (one: Named, other: Named): boolean =>
  nameKey(one.name) === nameKey(other.name) || calls(one, other) || calls(other, one);

const calls = (one: Named, other: Named): boolean => {
  const [said, person] = [inOneScript(one.name), { ...other, id: "", name: inOneScript(other.name) }];
  const bothCalled = isCalled(said) && isCalled(person.name);
  const mentions = bothCalled ? byName(said, [person]) : peopleIn(said, [person]);
  return mentions.some(({ start, end, ids }) => start === 0 && end === said.length && ids.length > 0);
};
const inOneScript = (name: string): string => simplified(name.normalize("NFKC").trim());
/** No name at all, but a surname and a title. */
const isCalled = (name: string): boolean => [...name.matchAll(CALLED)].some(([called]) => called === name);

const WHOLE = new RegExp(`^((?:${DOUBLE_SURNAMES}|[${SURNAMES}])\\p{Script=Han}{1,2}?)(${LONG_TITLE})$`, "u");
/** A whole name and the title behind it: 王磊 and 销售经理 of 王磊销售经理. Of 王总经理, who is called by no name, and of 成本会计 nothing. */
export const titledName = (name: string): { readonly name: string; readonly title: string } | undefined => {
  const said = inOneScript(name).replace(/\s/g, "");
  const [, whole, title] = isCalled(said) ? [] : (WHOLE.exec(said) ?? []);
  return whole && title && !isPost(whole) ? { name: whole, title } : undefined;
};

const FULL = new RegExp(`^(?:${DOUBLE_SURNAMES}|[${SURNAMES}])\\p{Script=Han}{1,2}$`, "u");
/** A surname and a given name, nothing else: 王芳. */
export const isFullName = (name: string): boolean => FULL.test(inOneScript(name));
const SET_APART = new RegExp(`^(?:${DOUBLE_SURNAMES}|[${SURNAMES}])\\s+\\p{Script=Han}\\s*\\p{Script=Han}?$`, "u");
/** "王 磊" is 王磊, set apart to be as wide as the others. */
export const closedUp = (name: string): string =>
  SET_APART.test(inOneScript(name)) ? name.normalize("NFKC").replace(/\s/g, "") : name;

/** Cities that are written as names are. */
const CITIES: ReadonlySet<string> = new Set([
  ..."常州 常德 常熟 苏州 徐州 郑州 温州 杭州 黄山 黄石 金华 江门 江阴 江苏 江西 沈阳 许昌 唐山 萧山 余姚 余杭 邵阳 龙岩".split(
    " ",
  ),
  ..."武汉 武昌 曲靖 曲阜 成都 阳江 阳泉 霍州 甘肃 包头 宁波 宁夏 宁德 柯桥 桂林 吕梁 石家庄 张家口 张家港 张掖 秦皇岛".split(
    " ",
  ),
  ..."孟州 钟祥 祁阳 周口 吴江 吴忠 高雄 高邮 高密 康定 项城 易县 贺州 雷州 万州 彭州 汪清 任丘 邹城 白银 白城 白山".split(
    " ",
  ),
]);

/** Several people in one cell: "王磊、李红", "王磊 李红". Two names that may be one's are one's. */
export const areSeveral = (said: string): boolean => {
  const text = inOneScript(said);
  const isNamed = (name: string) => FULL.test(name) && !isPost(name) && !CITIES.has(name);
  const isPerson = (name: string) => isNamed(name) || isCalled(name) || titledName(name) !== undefined;
  const isWhole = (name: string) => isNamed(name) && !isCalled(name);
  const between = [
    { names: text.split(/\s*[、,;/&\n]\s*/), isName: isPerson },
    { names: text.split(/\s+/), isName: isWhole },
  ];
  return between.some(({ names, isName }) => {
    const [first, ...others] = names;
    if (first === undefined || others.length === 0 || !names.every(isName)) return false;
    return others.some((name) => !mayBeOne({ name: first, title: null }, { name, title: null }));
  });
};
