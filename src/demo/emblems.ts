/** Shapes that stand for what is sold, drawn in a box of 200 by 200 around the origin. */
const EMBLEMS = {
  apple: `<path d="M0-48C28-80 84-62 80-4 76 46 38 84 0 70-38 84-76 46-80-4-84-62-28-80 0-48Z" fill="#e4533f"/><path d="M-52-34C-66-14-62 14-52 30" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="9" stroke-linecap="round"/><path d="M0-46C0-66 6-80 14-90" fill="none" stroke="#7a4a2b" stroke-width="8" stroke-linecap="round"/><path d="M10-66C24-92 52-90 62-82 50-62 30-54 10-66Z" fill="#6aa84f"/>`,
  citrus: `<circle r="80" fill="#f39a2d"/><circle r="68" fill="#fff3d6"/><g fill="#f8b24a">${spokes(8, 'M0-8L22-56A60 60 0 0 0-22-56Z')}</g><path d="M58-62C70-92 96-88 98-84 94-66 78-56 58-62Z" fill="#5d9c45"/>`,
  grapes: `<g fill="#7a5bb0"><circle cx="-42" cy="-18" r="25"/><circle cx="4" cy="-20" r="25"/><circle cx="48" cy="-16" r="25"/><circle cx="-22" cy="22" r="25"/><circle cx="26" cy="24" r="25"/><circle cx="2" cy="62" r="25"/></g><g fill="#fff" fill-opacity=".45"><circle cx="-50" cy="-26" r="6"/><circle cx="-4" cy="-28" r="6"/><circle cx="40" cy="-24" r="6"/><circle cx="-30" cy="14" r="6"/><circle cx="18" cy="16" r="6"/></g><path d="M2-44V-84" stroke="#7a4a2b" stroke-width="8" stroke-linecap="round"/><path d="M6-62C24-94 62-84 70-66 50-50 24-48 6-62Z" fill="#6aa84f"/>`,
  pineapple: `<ellipse cy="28" rx="50" ry="62" fill="#f0b43c"/><g stroke="#c98522" stroke-width="4" fill="none"><path d="M-44 4L20 86M-30-18L44 56M-4-32L50 22M44 4L-20 86M30-18L-44 56M4-32L-50 22"/></g><path d="M0-30C-34-44-38-72-34-88-18-78-10-66-6-56-8-74-4-90 0-98 4-90 8-74 6-56 10-66 18-78 34-88 38-72 34-44 0-30Z" fill="#5d9c45"/>`,
  leaf: `<path d="M0 84C-62 52-82-8-52-54-34-82-14-84 0-96 14-84 34-82 52-54 82-8 62 52 0 84Z" fill="#69a84a"/><path d="M0 92V-66M0 46L-38 14M0 46L38 14M0 6L-34-24M0 6L34-24" fill="none" stroke="#e3f1d3" stroke-width="7" stroke-linecap="round"/>`,
  carrot: `<path d="M-40-30C-30-52 30-52 40-30 44 12 18 74 0 94-18 74-44 12-40-30Z" fill="#ee8434"/><path d="M-36-4H-8M12 14H34M-22 36H-2" stroke="#c9631c" stroke-width="6" stroke-linecap="round"/><path d="M0-40C-36-52-40-76-34-88-20-82-10-72-6-60-8-76-4-90 2-96 8-88 10-74 6-60 14-72 24-80 36-84 38-66 28-48 0-40Z" fill="#62a04a"/>`,
  tomato: `<ellipse cy="14" rx="84" ry="70" fill="#df4a3c"/><path d="M-58 0C-62 18-56 36-46 46" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="9" stroke-linecap="round"/><path d="M0-44L14-72 18-48 52-58 32-36 50-22 16-26 0-4-16-26-50-22-32-36-52-58-18-48-14-72Z" fill="#569447"/>`,
  mushroom: `<path d="M-30 6H30C28 40 34 66 44 84H-44C-34 66-28 40-30 6Z" fill="#f6ead7"/><path d="M-88 12C-88-50-46-84 0-84S88-50 88 12C50 24-50 24-88 12Z" fill="#b9794f"/><g fill="#e8c6a4"><circle cx="-42" cy="-24" r="14"/><circle cx="10" cy="-52" r="12"/><circle cx="46" cy="-14" r="16"/><circle cx="-4" cy="-8" r="9"/></g>`,
  fish: `<path d="M-92 0C-58-52 22-56 58-8L96-42C90-14 90 14 96 42L58 8C22 56-58 52-92 0Z" fill="#5b9bc4"/><path d="M-52-34C-34-12-34 12-52 34" fill="none" stroke="#dcedf7" stroke-width="6"/><g fill="none" stroke="#dcedf7" stroke-width="5" stroke-linecap="round"><path d="M-18-18C-8-8-8 8-18 18M10-18C20-8 20 8 10 18M36-10C42-4 42 4 36 10"/></g><circle cx="-66" cy="-8" r="7" fill="#21384a"/>`,
  crab: `<g fill="none" stroke="#c9452f" stroke-width="10" stroke-linecap="round"><path d="M-56 34L-90 58M-50 46L-72 82M56 34L90 58M50 46L72 82M-52-6L-78-32M52-6L78-32"/></g><path d="M-96-62C-100-36-84-26-70-30-56-36-58-62-70-74-72-60-80-52-96-62ZM96-62C100-36 84-26 70-30 56-36 58-62 70-74 72-60 80-52 96-62Z" fill="#e2593f"/><ellipse cy="22" rx="66" ry="48" fill="#e2593f"/><g fill="#fff"><circle cx="-20" cy="-26" r="11"/><circle cx="20" cy="-26" r="11"/></g><g fill="#3b1d18"><circle cx="-19" cy="-26" r="5"/><circle cx="21" cy="-26" r="5"/></g><path d="M-24 32Q0 48 24 32" fill="none" stroke="#a9321f" stroke-width="6" stroke-linecap="round"/>`,
  shell: `<path d="M0 80C-24 80-30 68-34 62-82 48-98 4-80-26-66-58-34-78 0-80 34-78 66-58 80-26 98 4 82 48 34 62 30 68 24 80 0 80Z" fill="#f1b79c"/><path d="M0 66V-78M-14 64L-48-60M14 64L48-60M-26 60L-82-20M26 60L82-20" stroke="#d88f70" stroke-width="6" stroke-linecap="round"/>`,
  steak: `<path d="M-84-20C-80-64-20-80 30-64 84-48 98 4 70 40 44 74-2 82-34 66-56 54-88 20-84-20Z" fill="#f6ddd2"/><path d="M-70-18C-64-52-16-66 28-52 70-38 82 2 60 32 38 58 0 66-26 52-46 42-74 14-70-18Z" fill="#c94f4f"/><ellipse cx="34" cy="-14" rx="20" ry="15" fill="#f6ddd2"/><path d="M-40-16C-20-30-8-8 6 6M-26 20C-8 12 2 30 22 28" fill="none" stroke="#f0c3b9" stroke-width="7" stroke-linecap="round"/>`,
  drumstick: `<path d="M-2 30L-52 72" stroke="#fbf3e4" stroke-width="22" stroke-linecap="round"/><circle cx="-66" cy="68" r="15" fill="#fbf3e4"/><circle cx="-52" cy="84" r="15" fill="#fbf3e4"/><path d="M-18 44C-44 16-34-46 6-72 48-96 94-56 82-8 72 34 20 66-18 44Z" fill="#d08a45"/><path d="M2-40C16-60 40-64 54-52" fill="none" stroke="#f0c48d" stroke-width="9" stroke-linecap="round"/>`,
  egg: `<path d="M-28 84C-72 84-84 44-74 6-64-30-44-58-26-58S16-30 24 6C32 44 18 84-28 84Z" fill="#dba873"/><path d="M40 84C2 84-6 50 2 18 12-18 28-40 42-40S76-18 84 18C90 50 78 84 40 84Z" fill="#f2d0a0"/><path d="M20 8C26-8 34-18 42-20" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round"/>`,
  flask: `<path d="M-16-84H16V-52C16-40 52-22 52 22V84H-52V22C-52-22-16-40-16-52Z" fill="#e6dccb"/><path d="M-52 10H52V62H-52Z" fill="#b3312c"/><path d="M-22-98H22V-76H-22Z" fill="#b3312c"/><path d="M0 18V54M-18 36H18" stroke="#f8e3b0" stroke-width="7" stroke-linecap="round"/>`,
  wine: `<path d="M-46-86H46C54-30 40 14 6 22V68H34V84H-34V68H-6V22C-40 14-54-30-46-86Z" fill="#fff" fill-opacity=".75"/><path d="M-48-44H48C44-6 28 14 0 16-28 14-44-6-48-44Z" fill="#8e2a47"/><path d="M-34-74C-36-62-36-56-35-50" stroke="#fff" stroke-width="7" stroke-linecap="round"/>`,
  whiteWine: `<path d="M-46-86H46C54-30 40 14 6 22V68H34V84H-34V68H-6V22C-40 14-54-30-46-86Z" fill="#fff" fill-opacity=".75"/><path d="M-48-44H48C44-6 28 14 0 16-28 14-44-6-48-44Z" fill="#e3cf6b"/><path d="M-34-74C-36-62-36-56-35-50" stroke="#fff" stroke-width="7" stroke-linecap="round"/>`,
  beer: `<path d="M44-26H70C88-26 92-12 92 6S88 46 66 46H44" fill="none" stroke="#f3dfae" stroke-width="13"/><path d="M-58-50H46V84H-58Z" fill="#f0b138"/><path d="M-32-14V62M-6-14V62M20-14V62" stroke="#d7901d" stroke-width="9" stroke-linecap="round"/><path d="M-66-34C-84-52-66-76-46-70-40-92-8-96 2-78 18-94 46-86 46-68 64-62 62-36 44-32 20-24-40-22-66-34Z" fill="#fff9e9"/>`,
  juice: `<path d="M-48-46H48L38 86H-38Z" fill="#fff" fill-opacity=".75"/><path d="M-44-10H44L36 80H-36Z" fill="#f59b3a"/><path d="M10-30L30-94" stroke="#e2574c" stroke-width="9" stroke-linecap="round"/><circle cx="46" cy="-46" r="30" fill="#f7c04a"/><circle cx="46" cy="-46" r="21" fill="#fdeab8"/><path d="M46-66V-26M26-46H66" stroke="#f7c04a" stroke-width="5"/>`,
  water: `<path d="M-16-92H16V-72C16-58 42-50 42-24V78C42 86 36 92 28 92H-28C-36 92-42 86-42 78V-24C-42-50-16-58-16-72Z" fill="#cfe9f5"/><path d="M-42 4C-20-8 20 16 42 4V50C20 62-20 38-42 50Z" fill="#4da3d4"/><path d="M-20-98H20V-80H-20Z" fill="#3d86b8"/>`,
  teacup: `<path d="M56-2H72C92-2 94 40 56 42" fill="none" stroke="#fffdf5" stroke-width="12"/><path d="M-70-16H62C62 40 40 66-4 66S-70 40-70-16Z" fill="#fffdf5"/><ellipse cx="-4" cy="-16" rx="66" ry="15" fill="#b98b3e"/><path d="M-84 78H76" stroke="#e9dfc9" stroke-width="12" stroke-linecap="round"/><path d="M-26-46C-38-60-14-70-26-86M14-46C2-60 26-70 14-86" fill="none" stroke="#fff" stroke-opacity=".8" stroke-width="7" stroke-linecap="round"/><path d="M-34 30C-10-4 26 6 32 12 16 38-10 46-34 30Z" fill="#7fae57"/>`,
  coffee: `<g transform="rotate(-28)"><ellipse cx="-30" cy="-8" rx="42" ry="62" fill="#6f4528"/><path d="M-34-68C-8-30-56 10-28 52" fill="none" stroke="#3e2413" stroke-width="8" stroke-linecap="round"/></g><g transform="rotate(24)"><ellipse cx="44" cy="14" rx="38" ry="56" fill="#8a5a36"/><path d="M40-40C62-8 24 30 46 68" fill="none" stroke="#50301a" stroke-width="8" stroke-linecap="round"/></g>`,
  bowl: `<path d="M-60-6C-52-56-20-70 0-70S52-56 60-6Z" fill="#fffdf6"/><g fill="#e9dfc6"><circle cx="-24" cy="-30" r="6"/><circle cx="6" cy="-48" r="6"/><circle cx="28" cy="-26" r="6"/><circle cx="-4" cy="-20" r="6"/></g><path d="M-86-8H86C84 46 50 76 0 76S-84 46-86-8Z" fill="#3f7fa8"/><path d="M-66 18C-40 34 40 34 66 18" fill="none" stroke="#cfe4f0" stroke-width="7" stroke-linecap="round"/><path d="M-36 82H36" stroke="#2f6386" stroke-width="12" stroke-linecap="round"/>`,
  sack: `<path d="M-56-56C-86-6-84 86-60 88H60C84 86 86-6 56-56Z" fill="#e3c894"/><path d="M-58-58C-40-70-44-84-50-94-20-84 20-84 50-94 44-84 40-70 58-58Z" fill="#d3b377"/><path d="M-56-56H56" stroke="#a5763a" stroke-width="9" stroke-linecap="round"/><path d="M0 70V-14M0 6C-22 2-26-14-24-22-8-20 0-8 0 6ZM0 6C22 2 26-14 24-22 8-20 0-8 0 6ZM0 38C-22 34-26 18-24 10-8 12 0 24 0 38ZM0 38C22 34 26 18 24 10 8 12 0 24 0 38Z" fill="#a5763a" stroke="#a5763a" stroke-width="4"/>`,
  oil: `<path d="M-16-88H16V-58C44-46 50-20 50 8V78C50 86 44 92 36 92H-36C-44 92-50 86-50 78V8C-50-20-44-46-16-58Z" fill="#f2c84b"/><path d="M-50 2H50V56H-50Z" fill="#fff8e0"/><path d="M-22-98H22V-80H-22Z" fill="#5b8a3a"/><path d="M0 12C14 28 16 48 0 48S-14 28 0 12Z" fill="#5b8a3a"/>`,
  jar: `<path d="M-52-52H52C64-36 66-20 66 4V72C66 82 58 90 48 90H-48C-58 90-66 82-66 72V4C-66-20-64-36-52-52Z" fill="#a9573a"/><path d="M-56-84H56V-52H-56Z" fill="#d9a441"/><path d="M-46-8H46V52H-46Z" fill="#fbeed2"/><path d="M-26 10H26M-26 32H12" stroke="#a9573a" stroke-width="8" stroke-linecap="round"/>`,
  milk: `<path d="M-50-36L-26-86H34L52-36V90H-50Z" fill="#fbfdff"/><path d="M-50-36L-26-86H34L52-36Z" fill="#dbe9f5"/><path d="M-26-86V-98H34V-86Z" fill="#6aa5d8"/><path d="M-50 20C-24 2 24 40 52 18V70C24 88-24 52-50 70Z" fill="#6aa5d8"/><path d="M0-26C12-12 14 4 0 4S-12-12 0-26Z" fill="#6aa5d8"/>`,
  cheese: `<path d="M-88 18L56-58C80-46 90-18 88 18Z" fill="#f9d56a"/><path d="M-88 18H88V70H-88Z" fill="#f2bf3f"/><g fill="#d99f22"><circle cx="-40" cy="46" r="14"/><circle cx="30" cy="42" r="11"/><circle cx="64" cy="56" r="8"/><circle cx="28" cy="-10" r="12"/><circle cx="-14" cy="4" r="7"/></g>`,
  bread: `<path d="M-84-22C-96-66-46-76 0-76S96-66 84-22C82-10 74-4 68 0V70C68 78 62 82 56 82H-56C-62 82-68 78-68 70V0C-74-4-82-10-84-22Z" fill="#c98645"/><path d="M-66-22C-74-50-40-58 0-58S74-50 66-22C64-12 54-8 50-6V64H-50V-6C-54-8-64-12-66-22Z" fill="#f7dfb0"/><path d="M-22-16V10M6-20V6M-8 26V48" stroke="#dcb477" stroke-width="8" stroke-linecap="round"/>`,
  cake: `<path d="M-78 10H78V74C78 82 72 86 64 86H-64C-72 86-78 82-78 74Z" fill="#f3d3a2"/><path d="M-78-18C-78-32-68-40-54-40H54C68-40 78-32 78-18V18C66 34 54 34 44 18 34 34 18 34 8 18-2 34-22 34-32 18-44 34-62 34-78 18Z" fill="#f7b7c0"/><path d="M-78 52H78" stroke="#d99a55" stroke-width="8"/><circle cy="-54" r="19" fill="#d8434a"/><path d="M0-72C2-84 10-92 20-94" fill="none" stroke="#6aa84f" stroke-width="6" stroke-linecap="round"/>`,
  nut: `<path d="M-66-6C-66 52-30 88 0 94 30 88 66 52 66-6Z" fill="#c78f52"/><path d="M-76-4C-80-50-44-74 0-74S80-50 76-4C40 10-40 10-76-4Z" fill="#8a5a32"/><path d="M0-74V-94" stroke="#6b4324" stroke-width="11" stroke-linecap="round"/><g stroke="#6b4324" stroke-width="5" stroke-linecap="round"><path d="M-48-22L-34-8M-24-40L-6-20M6-46L24-24M36-38L52-18"/></g><path d="M-38 22C-34 44-24 58-12 66" fill="none" stroke="#e6bb85" stroke-width="9" stroke-linecap="round"/>`,
  cookie: `<circle r="82" fill="#d9a35c"/><circle r="70" fill="#e6b671"/><g fill="#5f3a1f"><circle cx="-32" cy="-26" r="12"/><circle cx="18" cy="-42" r="9"/><circle cx="40" cy="2" r="13"/><circle cx="-8" cy="10" r="9"/><circle cx="-38" cy="32" r="10"/><circle cx="12" cy="46" r="12"/></g>`,
  candy: `<path d="M-50 0L-96-36C-90-12-90 12-96 36ZM50 0L96-36C90-12 90 12 96 36Z" fill="#f2a0b5"/><circle r="54" fill="#e4577e"/><path d="M-34-40C-6-22 6 22 34 40M-52-6C-30 6-14 30-12 52M12-52C14-30 30-6 52 6" fill="none" stroke="#fde3ea" stroke-width="9" stroke-linecap="round"/>`,
  pouch: `<path d="M-58-86H58L50-70C60-20 66 40 60 88H-60C-66 40-60-20-50-70Z" fill="#d8704a"/><path d="M-54-78H54" stroke="#fff" stroke-opacity=".6" stroke-width="6" stroke-dasharray="9 7"/><ellipse cy="16" rx="40" ry="34" fill="#fff2d9"/><path d="M-20 20C-10-6 10-6 20 20M-12 30H12" fill="none" stroke="#d8704a" stroke-width="8" stroke-linecap="round"/>`,
  dumpling: `<path d="M-92 40C-88-22-46-62 0-62S88-22 92 40C60 66-60 66-92 40Z" fill="#f7e3b6"/><path d="M-92 40C-74 26-70 6-54 14-46-8-34-22-22-8-12-28 12-28 22-8 34-22 46-8 54 14 70 6 74 26 92 40" fill="none" stroke="#c9a45c" stroke-width="8" stroke-linejoin="round"/><path d="M-40-60C-46-72-30-80-38-92M0-72C-6-82 8-88 0-98M40-60C34-72 48-80 40-92" fill="none" stroke="#fff" stroke-opacity=".8" stroke-width="6" stroke-linecap="round"/>`,
  bun: `<path d="M-82 34C-86-26-40-66 0-66S86-26 82 34C60 52-60 52-82 34Z" fill="#fffaf0"/><path d="M0-62C-4-40-24-22-44-14M0-62C4-40 24-22 44-14M0-62V-20" fill="none" stroke="#e0d2b4" stroke-width="7" stroke-linecap="round"/><path d="M-92 50H92L82 82H-82Z" fill="#c79a5b"/><path d="M-60 52V80M-20 52V80M20 52V80M60 52V80" stroke="#a87a3d" stroke-width="6"/>`,
  pot: `<path d="M-96-12H-70M70-12H96" stroke="#7c2f28" stroke-width="14" stroke-linecap="round"/><path d="M-78-30H78V30C78 66 50 82 0 82S-78 66-78 30Z" fill="#a93f35"/><ellipse cy="-30" rx="78" ry="20" fill="#e9713f"/><g fill="#fbe7c0"><circle cx="-34" cy="-32" r="11"/><circle cx="24" cy="-36" r="12"/></g><path d="M-10-26C0-40 8-36 10-22Z" fill="#6aa84f"/><path d="M-30-62C-40-74-20-82-30-96M26-62C16-74 36-82 26-96" fill="none" stroke="#fff" stroke-opacity=".8" stroke-width="7" stroke-linecap="round"/>`,
  gift: `<path d="M-74-14H74V86H-74Z" fill="#c8423b"/><path d="M-86-42H86V-8H-86Z" fill="#dd5a4c"/><path d="M-15-42H15V86H-15Z" fill="#f4cf72"/><path d="M0-44C-30-40-60-58-50-80-38-100-6-78 0-44 6-78 38-100 50-80 60-58 30-40 0-44Z" fill="none" stroke="#f4cf72" stroke-width="12" stroke-linejoin="round"/>`,
  book: `<path d="M-4-62C-30-80-66-82-92-74V58C-66 50-30 52-4 70ZM4-62C30-80 66-82 92-74V58C66 50 30 52 4 70Z" fill="#fdf8ec"/><path d="M-92 58C-66 50-30 52 0 72 30 52 66 50 92 58V74C62 66 30 68 0 88-30 68-62 66-92 74Z" fill="#8a4b34"/><path d="M-74-44C-54-48-38-46-22-38M-74-16C-54-20-38-18-22-10M-74 12C-54 8-38 10-22 18M74-44C54-48 38-46 22-38M74-16C54-20 38-18 22-10M74 12C54 8 38 10 22 18" fill="none" stroke="#c9b99a" stroke-width="6" stroke-linecap="round"/>`,
  basket: `<path d="M-56-10C-56-100 56-100 56-10" fill="none" stroke="#8a5a32" stroke-width="11"/><path d="M-90-10H90L70 80H-70Z" fill="#c78f52"/><path d="M-84 20H84M-76 50H76M-46-10L-38 80M0-10V80M46-10L38 80" stroke="#9c6a35" stroke-width="6"/>`,
} as const;

/** Name of a shape. */
export type Emblem = keyof typeof EMBLEMS;

/** Which shape stands for a category; its subcategories share it unless they have their own. */
const EMBLEM_OF_CATEGORY: Record<string, Emblem> = {
  apple: 'apple',
  citrus: 'citrus',
  berry: 'grapes',
  tropical: 'pineapple',
  leafy: 'leaf',
  root: 'carrot',
  gourd: 'tomato',
  mushroom: 'mushroom',
  fish: 'fish',
  shrimp: 'crab',
  shell: 'shell',
  meat: 'steak',
  poultry: 'drumstick',
  egg: 'egg',
  baijiu: 'flask',
  wine: 'wine',
  white: 'whiteWine',
  beer: 'beer',
  soft: 'juice',
  water: 'water',
  leaf: 'teacup',
  bean: 'coffee',
  cereal: 'bowl',
  'white-rice': 'bowl',
  grain: 'sack',
  oil: 'oil',
  season: 'jar',
  dried: 'mushroom',
  milk: 'milk',
  cheese: 'cheese',
  bread: 'bread',
  cake: 'cake',
  nuts: 'nut',
  cookie: 'cookie',
  candy: 'candy',
  savory: 'pouch',
  dumplings: 'dumpling',
  bun: 'bun',
  hotpot: 'pot',
  gift: 'gift',
  books: 'book',
};

/**
 * Chooses the shape for goods of a category.
 *
 * @param path codes of the category and its ancestors, the category itself first
 */
export function emblemFor(path: readonly string[]): Emblem {
  for (const code of path) {
    const emblem = EMBLEM_OF_CATEGORY[code];
    if (emblem) return emblem;
  }
  return 'basket';
}

/** SVG of a shape; place it with a `transform` on a surrounding group. */
export function drawEmblem(emblem: Emblem): string {
  return EMBLEMS[emblem];
}

function spokes(count: number, path: string): string {
  return Array.from(
    { length: count },
    (_, i) => `<path d="${path}" transform="rotate(${(i * 360) / count})"/>`,
  ).join('');
}
