import { areaList } from '@vant/area-data';

/** An area as the data package has it. */
export interface AreaRecord {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | null;
}

/**
 * The provinces, cities and districts of China, Hong Kong, Macao and Taiwan included; parents stand
 * before their parts. The codes tell what belongs where: 110101 to 110100, that to 110000.
 */
export function presentAreas(): AreaRecord[] {
  return [
    ...records(areaList.province_list, () => null),
    ...records(areaList.city_list, (id) => id - (id % 10_000)),
    ...records(areaList.county_list, (id) => id - (id % 100)),
  ];
}

function records(
  names: Readonly<Record<string, string>>,
  parentOf: (id: number) => number | null,
): AreaRecord[] {
  return Object.entries(names).map(([code, name]) => {
    const id = Number(code);
    return { id, name, parentId: parentOf(id) };
  });
}
