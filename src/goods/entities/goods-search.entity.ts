import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The texts of one goods row as the search index knows them. They stay when the goods go, until the
 * index has forgotten them too.
 */
@Entity('goods_search')
export class GoodsSearch {
  @PrimaryColumn({ type: 'int' })
  goodsId!: number;

  /** Name, brief and description in small letters. */
  @Column({ type: 'text' })
  texts!: string;
}
