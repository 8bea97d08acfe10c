import { CharField, IntegerField, RegexField } from '../../rest/index.js';
import { MOBILE } from '../../users/names.js';
import { MESSAGES } from '../user-operations.messages.js';

const contact = (maxLength: number) =>
  CharField({ required: false, allowNull: true, allowBlank: true, maxLength });

/** An address whose areas are chosen from lists. DRF: UserAddressSerializer of Meiduo */
export class ChosenAddressInput {
  @CharField({ maxLength: 20, example: '家' })
  title!: string;

  @CharField({ maxLength: 20, example: '张三' })
  receiver!: string;

  @IntegerField({ source: 'provinceId', example: 330000 })
  province_id!: number;

  @IntegerField({ source: 'cityId', example: 330200 })
  city_id!: number;

  @IntegerField({ source: 'districtId', example: 330203 })
  district_id!: number;

  @CharField({ maxLength: 50, example: '中山路2号' })
  place!: string;

  @RegexField(MOBILE, {
    messages: { invalid: MESSAGES.mobileInvalid },
    example: '13900000002',
  })
  mobile!: string;

  @contact(20)
  tel?: string | null;

  @contact(30)
  email?: string | null;
}

/** What an address is called. DRF: AddressTitleSerializer of Meiduo */
export class AddressTitleInput {
  @CharField({ maxLength: 20, example: '公司' })
  title!: string;
}
