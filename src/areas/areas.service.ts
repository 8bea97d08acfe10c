import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Area } from './entities/index.js';

/** What other domains ask about areas. */
@Injectable()
export class AreasService {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether these are a province, a city of it and a district of that city, as they are today. */
  chain(provinceId: number, cityId: number, districtId: number): Promise<boolean> {
    return this.dataSource.manager
      .createQueryBuilder(Area, 'district')
      .innerJoin('district.parent', 'city')
      .innerJoin('city.parent', 'province')
      .where('district.id = :districtId AND city.id = :cityId AND province.id = :provinceId', {
        districtId,
        cityId,
        provinceId,
      })
      .getExists();
  }

  /** Names by id, those of abolished areas included; ids that never were an area's are left out. */
  async names(ids: Iterable<number>): Promise<ReadonlyMap<number, string>> {
    const rows = await this.dataSource.manager.find(Area, {
      select: { id: true, name: true },
      where: { id: In([...new Set(ids)]) },
    });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
