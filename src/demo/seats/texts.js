/** What the page says, in Chinese and English. */
const TEXTS = {
  title: ['选座购票', 'Pick your seats'],
  language: ['English', '中文'],
  name: ['用户名', 'Username'],
  password: ['密码', 'Password'],
  signIn: ['登录', 'Sign in'],
  signOut: ['退出', 'Sign out'],
  hint: [
    '演示用户：demo 或 guest，密码 take-a-seat。用两个窗口登录，可看到彼此锁定的座位。',
    'Demo users: demo or guest, password take-a-seat. In two windows you see each other’s locks.',
  ],
  movies: ['1. 选择影片', '1. Choose a movie'],
  screenings: ['2. 选择影院与场次', '2. Choose a cinema and a screening'],
  cinema: ['影院', 'Cinema'],
  day: ['日期', 'Day'],
  from: ['起', 'and up'],
  free: ['个空位', 'free'],
  none: ['这一天没有可购票的场次。', 'Nothing is on sale that day.'],
  keys: [
    '方向键移动，空格选择；最多 4 座，情侣座成对出售。',
    'Arrow keys move, space selects; up to 4 seats, couple seats together.',
  ],
  row: ['排', 'row'],
  seat: ['座', 'seat'],
  available: ['可选', 'free'],
  chosen: ['已选', 'chosen'],
  locked: ['已锁定', 'locked'],
  sold: ['已售', 'sold'],
  blocked: ['停售', 'not for sale'],
  mine: ['我的', 'mine'],
  couple: ['情侣座', 'couple seat'],
  wheelchair: ['轮椅席位', 'wheelchair place'],
  pick: ['3. 请选择座位', '3. Pick your seats'],
  atMost: ['一次最多选 4 个座位。', 'At most 4 seats at a time.'],
  lost: ['您选的座位刚被别人锁定：', 'Somebody has just taken: '],
  mobile: ['取票手机号', 'Mobile number'],
  lock: ['锁定座位', 'Lock the seats'],
  signInFirst: ['请先登录。', 'Please sign in first.'],
  pickFirst: ['请先选择座位。', 'Please pick seats first.'],
  pay: ['去支付（沙箱）', 'Pay (sandbox)'],
  release: ['释放座位', 'Release the seats'],
  refund: ['退票', 'Refund'],
  close: ['返回', 'Back'],
  orders: ['我的订单', 'My orders'],
  serial: ['流水号', 'Serial number'],
  order: ['订单号', 'Order number'],
  seats: ['座位', 'Seats'],
  amount: ['金额', 'Amount'],
  code: ['取票码', 'Pick-up code'],
  qr: ['取票二维码', 'QR code of the tickets'],
  left: ['剩余支付时间', 'Time left to pay'],
  paying: ['待支付', 'Waiting for your payment'],
  paid: ['已支付，凭码入场', 'Paid: show this at the door'],
  closed: ['已关闭，座位已释放', 'Closed, the seats are free again'],
  refunding: ['退款中', 'Being refunded'],
  refunded: ['已退款', 'Refunded'],
  offline: ['无法连接服务器。', 'The server cannot be reached.'],
};

export const language = localStorage.getItem('seats.language') === 'en' ? 'en' : 'zh-hans';

/** A text in the language of the page. */
export function text(key) {
  return TEXTS[key][language === 'en' ? 1 : 0];
}

/** Keeps the other language and shows the page in it. */
export function switchLanguage() {
  localStorage.setItem('seats.language', language === 'en' ? 'zh-hans' : 'en');
  location.reload();
}
