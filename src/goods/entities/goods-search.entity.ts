import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Goods } from './goods.entity.js';

/** The search terms of one goods row, kept beside it so that the goods table stays narrow. */
@Entity('goods_search')
export class GoodsSearch {
  @PrimaryColumn({ type: 'int' })
  goodsId!: number;

  @OneToOne(() => Goods, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods>;

  /** Distinct character pairs of name, brief and description, separated by blanks. */
  @Index({ fulltext: true })
  @Column({ type: 'text' })
  terms!: string;
}
