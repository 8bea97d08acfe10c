/** A movie of the demo box office; every name and story is made up. */
export interface DemoMovie {
  readonly name: string;
  readonly kinds: readonly DemoKind[];
  readonly formats: readonly string[];
  readonly country: string;
  readonly minutes: number;
  readonly brief: string;
}

export const KINDS = ['动作', '悬疑', '科幻', '爱情', '喜剧', '动画', '冒险', '剧情'] as const;
export type DemoKind = (typeof KINDS)[number];

export const FORMATS = ['2D', '3D', 'IMAX'] as const;

/** Each with the language that is spoken there, which foreign movies have subtitles for. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  中国大陆: '国语',
  中国香港: '粤语',
  法国: '法语',
  日本: '日语',
  英国: '英语',
};

export const SUBTITLES = ['中文', '英文'] as const;

/** The first direct, the second edit, the others play. */
export const STAFF = {
  directors: ['沈知远', '陆青禾', '顾寒江', '许观澜', '温以宁', '柏川'],
  editors: ['秦木', '罗小满', '乔叙'],
  actors: [
    '林见月',
    '周砚',
    '苏北辰',
    '叶半夏',
    '程野',
    '江晚',
    '白露生',
    '孟归舟',
    '阮听雪',
    '陶然',
    '钟楚',
    '何归',
    '唐枝',
    '裴照',
    '宋栖',
    '莫言笑',
  ],
} as const;

/** Shown now. */
export const SHOWING: readonly DemoMovie[] = [
  movie('雾港夜航', '悬疑 剧情', '2D IMAX', '中国大陆', 118, '末班客轮在浓雾里少了一位乘客。'),
  movie('第七个月亮', '科幻 冒险', '3D IMAX', '中国大陆', 132, '矿工在一颗没有名字的卫星上醒来。'),
  movie('巷口的面馆', '剧情 喜剧', '2D', '中国大陆', 104, '三代人守着一口不肯熄的灶。'),
  movie('风筝不说话', '动画 剧情', '2D 3D', '中国大陆', 92, '一只断线的风筝决定自己回家。'),
  movie('逆流而上', '动作 冒险', '2D IMAX', '中国大陆', 124, '一支民间救援队赶在洪峰之前。'),
  movie('二十四张唱片', '爱情 剧情', '2D', '中国香港', 110, '旧唱片店里，每一张都藏着一封信。'),
  movie('零点修理铺', '喜剧', '2D', '中国大陆', 98, '什么都修，除了后悔。'),
  movie('盐湖以西', '冒险 剧情', '2D', '中国大陆', 115, '两个陌生人共用一辆快散架的卡车。'),
  movie('机械花园', '科幻 悬疑', '3D IMAX', '英国', 127, '园丁机器人发现了一具人类的遗骸。'),
  movie('她的第三乐章', '爱情', '2D', '法国', 106, '失聪的作曲家和她最后的听众。'),
  movie('深井', '悬疑', '2D', '中国大陆', 101, '村里的井每年回声多一个人。'),
  movie('小熊邮差', '动画 喜剧', '2D 3D', '日本', 86, '最后一封信要送到山的另一边。'),
  movie('九号哨所', '动作', '2D IMAX', '中国大陆', 121, '暴雪封山，七个人守一条路。'),
  movie('假期综合征', '喜剧 爱情', '2D', '中国大陆', 99, '两家人订到了同一间民宿。'),
  movie('玻璃海', '科幻 爱情', '3D', '法国', 113, '潮水带回了三十年后的她。'),
  movie('追光者名单', '悬疑 动作', '2D', '中国香港', 109, '名单上的人，一个接一个地消失。'),
  movie('云端列车', '动画 冒险', '3D IMAX', '日本', 95, '列车只在下雨的夜里开往天上。'),
  movie('老街电影队', '剧情', '2D', '中国大陆', 117, '一台放映机走遍四十个村庄。'),
  movie('赤焰行动', '动作', '3D IMAX', '中国大陆', 129, '三个小时，一座油田，没有后援。'),
  movie('北纬六十度', '冒险', '2D IMAX', '英国', 120, '科考船困在冰里，燃料还剩九天。'),
];

/** Coming soon. */
export const COMING: readonly DemoMovie[] = [
  movie('长夜灯塔', '悬疑', '2D', '英国', 111, '灯塔亮着，可是岛上没有人。'),
  movie('蓝鲸的邀请', '动画', '3D', '日本', 90, '女孩收到一张来自海底的请柬。'),
  movie('人间便利店', '喜剧 剧情', '2D', '中国大陆', 102, '凌晨三点的客人都有故事。'),
  movie('折叠城市', '科幻 动作', '3D IMAX', '中国大陆', 135, '城市每天翻面一次，今天没有。'),
  movie('山那边的信号', '剧情', '2D', '中国大陆', 108, '为了一格信号，全校爬上了山。'),
  movie('秋天的第二次', '爱情', '2D', '中国大陆', 105, '他们在同一个站台错过了两次。'),
  movie('沙海守望', '冒险 动作', '2D IMAX', '中国大陆', 122, '护林员和一场移动的沙丘。'),
  movie('镜中人', '悬疑 科幻', '2D', '法国', 100, '镜子里的她晚了三秒。'),
  movie('功夫外婆', '喜剧 动作', '2D', '中国香港', 97, '广场舞只是掩护。'),
  movie('星星收集站', '动画 科幻', '3D', '中国大陆', 88, '掉下来的星星要按时归还。'),
];

/** Shown no more. */
export const OFF: readonly DemoMovie[] = [
  movie('旧雨', '爱情 剧情', '2D', '中国大陆', 107, '一把伞在城里转了十年。'),
  movie('铁轨尽头', '剧情', '2D', '中国大陆', 119, '最后一位扳道工的最后一天。'),
  movie('猫的证词', '悬疑 喜剧', '2D', '日本', 94, '唯一的目击者只会喵。'),
  movie('环形山', '科幻', '3D', '英国', 116, '回声先于声音到达。'),
  movie('潮汐快递', '喜剧', '2D', '中国大陆', 96, '岛上只有退潮时才有路。'),
  movie('纸飞机计划', '动画', '2D', '中国大陆', 89, '全班的秘密都折进了纸里。'),
  movie('断刃', '动作', '2D', '中国香港', 103, '退隐的铸剑师接到最后一单。'),
  movie('岛屿来信', '爱情', '2D', '法国', 112, '邮戳上的日期是明天。'),
  movie('大河口', '冒险 剧情', '2D', '中国大陆', 125, '一家人顺流而下，去找海。'),
  movie('第一百零一夜', '悬疑', '2D', '中国大陆', 114, '说书人忽然忘了结局。'),
];

function movie(
  name: string,
  kinds: string,
  formats: string,
  country: string,
  minutes: number,
  brief: string,
): DemoMovie {
  const known = new Set(kinds.split(' '));
  return {
    name,
    kinds: KINDS.filter((kind) => known.has(kind)),
    formats: formats.split(' '),
    country,
    minutes,
    brief,
  };
}
