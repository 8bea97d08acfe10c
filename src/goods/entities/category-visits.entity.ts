import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How often pages of a category were visited on a day of the shop's time. They stay when the
 * category goes.
 */
@Entity('goods_category_visits')
export class CategoryVisits {
  @PrimaryColumn({ type: 'date' })
  day!: string;

  @PrimaryColumn({ type: 'int' })
  categoryId!: number;

  @Column({ type: 'int' })
  count!: number;
}
