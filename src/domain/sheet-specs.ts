/** How the cells of a field are read. */
type Reading = "text" | "day" | "birthday" | "lunar" | "amount" | "phone" | "mail";

export interface FieldSpec {
  /** What headers call it, without spaces, case and brackets; the first ones fit best. */
  readonly words: string;
  readonly reads?: Reading;
}

export const CUSTOMER = {
  words:
    "客户名称 客户 公司名称 公司 单位名称 单位 企业名称 企业 客户全称 customername customer companyname company accountname account clientname client organization",
} as const satisfies FieldSpec;
export const OWNER = {
  words:
    "负责人 销售代表 销售员 业务员 销售 客户经理 跟进人 归属人 所属销售 owner salesrep salesperson rep salesagent accountmanager owneremail ownermail assignedto accountowner opportunityowner dealowner contactowner recordowner",
} as const satisfies FieldSpec;
export const TEAM = {
  words: "团队 所属团队 销售团队 小组 所属小组 销售小组 team teamname salesteam",
} as const satisfies FieldSpec;
export const CONTACT = {
  words:
    "联系人 联系人姓名 姓名 主要联系人 客户联系人 联络人 contactname contact contactperson fullname name person firstname givenname forename 名",
} as const satisfies FieldSpec;
export const PRODUCT = {
  words: "产品 产品名称 商品 商品名称 品名 货品 productname product item itemname sku",
} as const satisfies FieldSpec;

/** Of money, where a column of its own says it. */
export const CURRENCY = {
  words: "币种 币别 货币 货币种类 结算币种 交易币种 currency currencycode currencyisocode",
} as const satisfies FieldSpec;

const BIRTHDAY = "生日 出生日期 birthday dateofbirth birthdate dob";
export const PERSON = {
  contact: CONTACT,
  /** Of a name in two columns. */
  familyName: { words: "姓 姓氏 lastname familyname surname" },
  title: { words: "职务 职位 岗位 头衔 jobtitle title position" },
  department: { words: "部门 科室 department dept" },
  phone: {
    words:
      "手机 手机号 手机号码 电话 联系电话 联系方式 电话号码 mobile mobilephone phone phonenumber telephone tel cell",
    reads: "phone",
  },
  otherPhone: {
    words:
      "座机 固定电话 固话 办公电话 公司电话 其他电话 电话 联系电话 telephone officephone workphone businessphone otherphone",
  },
  mail: { words: "邮箱 电子邮箱 邮件 电子邮件 email emailaddress mail", reads: "mail" },
  birthday: { words: BIRTHDAY, reads: "birthday" },
  lunarBirthday: { words: BIRTHDAY, reads: "lunar" },
  birthdayCalendar: {
    words:
      "历法 生日历法 生日类型 生日日历 日历类型 历法类型 公历农历 农历公历 阳历阴历 阴历阳历 公农历 阴阳历 是否农历 是否阴历 是否农历生日 是否阴历生日 是否公历 是否阳历 calendar birthdaycalendar birthdaytype calendartype islunar lunar lunarorsolar solarlunar lunarsolar",
  },
  handle: { words: "微信 微信号 微信等 聊天账号 wechat wechatid chathandle handle chat" },
  family: { words: "家庭情况 家庭 家人 familynotes family" },
  likes: { words: "喜好 爱好 兴趣 偏好 likes hobbies interests" },
  taboos: { words: "忌讳 禁忌 taboos taboo dislikes" },
  contactChannel: {
    words:
      "偏好方式 首选联系方式 偏好渠道 习惯的联系方式 preferredchannel contactchannel preferredcontact bestreachedby",
  },
  hours: { words: "方便时间 联系时间 方便的时间 preferredhours besttime goodhours hours" },
  publicSector: { words: "公职人员 是否公职 公务员 体制内 公共部门 publicsector publicofficial" },
  doNotContact: { words: "勿扰 勿联系 请勿联系 不要联系 请勿打扰 donotcontact dnc optout" },
  noContactReason: { words: "勿扰原因 勿联系原因 不联系原因 不联系的原因 donotcontactreason nocontactreason whynot" },
} as const satisfies Readonly<Record<string, FieldSpec>>;
