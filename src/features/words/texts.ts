import type { Library } from "./rules.ts";

/** The library of words (话术): short messages a person sends in their own hand. */
export const LIBRARY: Library = {
  birthday: {
    zh: {
      new: ["{who}您好，祝您生日快乐，身体健康，一切顺利。", "{who}您好，今天是您的生日，祝您平安喜乐，事事顺心。"],
      known: [
        "{who}生日快乐，祝身体健康，工作顺心。",
        "{who}，生日快乐，不忙的时候给自己放半天假。",
        "{who}生日快乐，这一年多谢您关照。",
      ],
      close: [
        "{who}生日快乐，祝身体健康，家里都好。",
        "{who}，生日快乐，今天少忙一点，多陪陪家里人。",
        "{who}生日快乐，改天给您补一碗长寿面。",
      ],
    },
    en: {
      new: [
        "{who}, I wish you a happy birthday and good health.",
        "Happy birthday, {who}. All the best for the year ahead.",
      ],
      known: [
        "Happy birthday, {who}. I hope you get some of the day to yourself.",
        "Happy birthday, {who}, and thank you for this year.",
      ],
      close: [
        "Happy birthday, {who}. Good health, and my best to your family.",
        "Happy birthday, {who}. Next coffee is on me.",
      ],
    },
  },
  birthday_ahead: {
    zh: {
      new: ["先记下日子，当天上午发一句祝福就好。", "看看上次聊过什么，想一句合适的话。"],
      known: ["问问那天在不在公司，备一张手写的卡片。", "先约那周碰个面，当天再祝福。"],
      close: ["问问那天在不在公司，备一份小心意。", "想想 TA 喜欢什么，当天给个小惊喜。"],
    },
    en: {
      new: [
        "Note the day; one kind line that morning is enough.",
        "See what you talked about last, and find a fitting line.",
      ],
      known: [
        "Find out whether they are in that day; write a card by hand.",
        "Arrange to meet that week, and wish them well on the day.",
      ],
      close: [
        "Find out whether they are in that day, and plan a small surprise.",
        "Think of what they like; something small on the day.",
      ],
    },
  },
  next_step: {
    zh: {
      new: [
        "{who}您好，上次说到「{what}」，您看今天什么时候方便？",
        "{who}您好，之前约好的「{what}」，我这边准备好了，听您安排。",
      ],
      known: [
        "{who}，上次说好的「{what}」，今天给您落实，您什么时候方便？",
        "{who}，「{what}」我记着呢，今天下午方便吗？",
      ],
      close: ["{who}，「{what}」今天我来办，您看几点合适？", "{who}，答应您的「{what}」，今天给您一个准信。"],
    },
    en: {
      new: [
        "{who}, last time we said ‘{what}’. When would suit you today?",
        "{who}, I am ready for ‘{what}’ as agreed; tell me when it suits you.",
      ],
      known: [
        "{who}, as promised: ‘{what}’. When is a good moment today?",
        "{who}, I have not forgotten ‘{what}’. Would this afternoon work?",
      ],
      close: [
        "{who}, I will take care of ‘{what}’ today. What time suits you?",
        "{who}, about ‘{what}’: you will have my answer today.",
      ],
    },
  },
  periodic_call: {
    zh: {
      new: ["{who}您好，好久没联系了，最近一切都好吗？", "{who}您好，打个招呼，最近忙不忙？"],
      known: ["{who}，最近怎么样？想起您来，问个好。", "{who}，有阵子没通电话了，最近还顺吧？"],
      close: ["{who}，最近好吗？家里都好吧？", "{who}，天气变了，注意身体，有空聊两句。"],
    },
    en: {
      new: ["Hello {who}, it has been a while. How are you?", "Hello {who}, just a word to ask how things are."],
      known: [
        "{who}, how have you been? I was thinking of you.",
        "{who}, I have not heard your voice for a while. All well?",
      ],
      close: ["{who}, how are you, and how is the family?", "{who}, no business today. How are things?"],
    },
  },
  periodic_visit: {
    zh: {
      new: ["{who}您好，这周方便的话，我过去拜访您一趟，半小时就好。", "{who}您好，正好到您那边办事，方便去坐坐吗？"],
      known: [
        "{who}，好久没见了，这周去看看您，顺便带份新资料。",
        "{who}，这几天去您那边，看看设备用得怎么样，方便吗？",
      ],
      close: ["{who}，好久没见，这周去看看您，一起喝杯茶。", "{who}，这周过去坐坐，我们领导也托我问您好。"],
    },
    en: {
      new: [
        "{who}, may I come by this week? Half an hour would do.",
        "{who}, I am in your area this week. May I drop in?",
      ],
      known: [
        "{who}, it has been a while. May I come by this week, with something new to read?",
        "{who}, I would like to see how things are running. Which day suits you?",
      ],
      close: [
        "{who}, it has been too long. Tea this week?",
        "{who}, I will be near you this week, with greetings from my boss. May I drop in?",
      ],
    },
  },
};
