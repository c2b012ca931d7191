import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_api_key'),
        ('accounts', '__first__'),
        ('parties', '0001_initial'),
        ('traceability', '0002_mentions_go'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaptureJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capture_id', models.UUIDField(unique=True, verbose_name='mã lần nhận')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capture_jobs', to='parties.party', verbose_name='chủ thể')),
                ('behaviour', models.CharField(choices=[('rollback', 'rollback'), ('proceed', 'proceed')], max_length=8, verbose_name='khi có lỗi')),
                ('made_at', models.DateTimeField(verbose_name='nhận lúc')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='xong lúc')),
                ('running', models.BooleanField(default=True, verbose_name='đang chạy')),
                ('success', models.BooleanField(default=True, verbose_name='thành công')),
                ('errors', models.JSONField(default=list, verbose_name='lỗi')),
                ('stored', models.PositiveIntegerField(default=0, verbose_name='sự kiện mới')),
                ('known', models.PositiveIntegerField(default=0, verbose_name='đã có từ trước')),
            ],
            options={
                'verbose_name': 'lần nhận sự kiện',
                'ordering': ['-made_at', '-id'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Context',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(unique=True)),
            ],
            options={
                'verbose_name': 'ngữ cảnh',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Epc',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uri', models.CharField(max_length=512, unique=True, verbose_name='mã')),
                ('key', models.CharField(blank=True, max_length=4, verbose_name='loại mã')),
                ('lot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='traceability.epc', verbose_name='lô')),
                ('gtin', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='of_gtin', to='traceability.epc', verbose_name='GTIN')),
            ],
            options={
                'verbose_name': 'mã',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_once',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_error_declared_once',
        ),
        migrations.AddField(
            model_name='event',
            name='hash',
            field=models.CharField(default='', max_length=64, verbose_name='mã băm'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='event',
            name='shared',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='biz_location',
            field=models.CharField(blank=True, max_length=300, verbose_name='nơi giữ'),
        ),
        migrations.AlterField(
            model_name='event',
            name='biz_step',
            field=models.CharField(blank=True, max_length=300, verbose_name='bước'),
        ),
        migrations.AlterField(
            model_name='event',
            name='disposition',
            field=models.CharField(blank=True, max_length=300, verbose_name='tình trạng'),
        ),
        migrations.AlterField(
            model_name='event',
            name='event_id',
            field=models.CharField(max_length=400, verbose_name='mã sự kiện'),
        ),
        migrations.AlterField(
            model_name='event',
            name='event_time',
            field=models.DateTimeField(verbose_name='xảy ra lúc'),
        ),
        migrations.AlterField(
            model_name='event',
            name='id',
            field=models.BigIntegerField(primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='event',
            name='owner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='parties.party', verbose_name='chủ thể'),
        ),
        migrations.AlterField(
            model_name='event',
            name='read_point',
            field=models.CharField(blank=True, max_length=300, verbose_name='nơi ghi'),
        ),
        migrations.AlterField(
            model_name='event',
            name='record_time',
            field=models.DateTimeField(db_index=True, verbose_name='ghi lúc'),
        ),
        migrations.AlterField(
            model_name='event',
            name='type',
            field=models.CharField(choices=[('ObjectEvent', 'ghi nhận'), ('TransformationEvent', 'chế biến'), ('AggregationEvent', 'gộp gói'), ('AssociationEvent', 'gắn vào'), ('TransactionEvent', 'giao dịch')], max_length=24, verbose_name='loại'),
        ),
        migrations.AddField(
            model_name='event',
            name='context',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='traceability.context'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['event_time', 'id'], name='event_by_time'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['owner', 'event_time'], name='event_by_owner'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['biz_step', 'event_time'], name='event_by_step'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['event_id'], name='event_by_event_id'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['biz_location', 'event_time'], name='event_by_location'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['read_point', 'event_time'], name='event_by_read_point'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(condition=models.Q(('error_declared_at__isnull', True)), fields=('owner', 'event_id'), name='event_once'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(condition=models.Q(('error_declared_at__isnull', False)), fields=('owner', 'event_id'), name='event_error_declared_once'),
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('pk', models.CompositePrimaryKey('epc_id', 'event_time', 'event_id', 'role', 'position', blank=True, editable=False, primary_key=True, serialize=False)),
                ('epc', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='traceability.epc')),
                ('event_time', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='traceability.event')),
                ('role', models.CharField(choices=[('epc', 'đối tượng'), ('input', 'đầu vào'), ('output', 'đầu ra'), ('parent', 'vật chứa'), ('child', 'bên trong')], max_length=6)),
                ('position', models.PositiveIntegerField()),
                ('is_class', models.BooleanField(default=False)),
                ('quantity', models.DecimalField(decimal_places=9, max_digits=24, null=True)),
                ('uom', models.CharField(blank=True, max_length=3)),
            ],
            options={
                'verbose_name': 'mã trong sự kiện',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='EventKey',
            fields=[
                ('pk', models.CompositePrimaryKey('owner_id', 'event_id', 'position', blank=True, editable=False, primary_key=True, serialize=False)),
                ('owner_id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='traceability.event')),
                ('position', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=200)),
                ('text', models.CharField(blank=True, max_length=300)),
                ('number', models.FloatField(null=True)),
                ('is_private', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'giá trị trong sự kiện',
                'indexes': [models.Index(fields=['key', 'text', 'event'], name='event_key_by_text'), models.Index(fields=['key', 'number', 'event'], name='event_key_by_number')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Edge',
            fields=[
                ('pk', models.CompositePrimaryKey('source_id', 'target_id', 'event_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='edges_out', to='traceability.epc')),
                ('target', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='edges_in', to='traceability.epc')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edges', to='traceability.event')),
                ('kind', models.CharField(choices=[('origin', 'thu ở'), ('transformation', 'chế biến'), ('aggregation', 'gộp gói'), ('association', 'gắn vào')], max_length=14, verbose_name='kiểu')),
                ('event_time', models.DateTimeField(verbose_name='lúc')),
                ('quantity_in', models.DecimalField(decimal_places=9, max_digits=24, null=True)),
                ('uom_in', models.CharField(blank=True, max_length=3)),
                ('quantity_out', models.DecimalField(decimal_places=9, max_digits=24, null=True)),
                ('uom_out', models.CharField(blank=True, max_length=3)),
                ('is_taken_out', models.BooleanField(default=False, verbose_name='lấy ra')),
                ('is_of_items', models.BooleanField(default=False, verbose_name='của từng món')),
            ],
            options={
                'verbose_name': 'đường đi của hàng',
                'indexes': [models.Index(fields=['target', 'source', 'event'], name='edge_backwards'), models.Index(condition=models.Q(('is_of_items', True)), fields=['source'], name='edge_of_items')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ItemRange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gtin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ranges', to='traceability.epc')),
                ('prefix', models.CharField(blank=True, max_length=20)),
                ('width', models.PositiveSmallIntegerField()),
                ('first', models.BigIntegerField()),
                ('last', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('lot', 'thuộc lô'), ('container', 'trong kiện')], max_length=9)),
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='traceability.epc')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ranges', to='traceability.event')),
                ('event_time', models.DateTimeField()),
                ('is_taken_out', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'dải sê-ri',
                'indexes': [models.Index(fields=['gtin', 'prefix', 'width', 'first'], name='range_by_serial'), models.Index(fields=['holder', 'kind', 'gtin'], name='range_by_holder')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ItemState',
            fields=[
                ('epc', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='state', serialize=False, to='traceability.epc')),
                ('event_time', models.DateTimeField(verbose_name='lúc')),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='traceability.event')),
                ('biz_location', models.CharField(blank=True, max_length=300, verbose_name='đang ở')),
                ('disposition', models.CharField(blank=True, max_length=300, verbose_name='tình trạng')),
                ('persistent', models.JSONField(default=list, verbose_name='tình trạng kéo dài')),
            ],
            options={
                'verbose_name': 'hiện trạng',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Custody',
            fields=[
                ('pk', models.CompositePrimaryKey('epc_id', 'party_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('epc', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='traceability.epc')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='parties.party')),
            ],
            options={
                'verbose_name': 'đã qua tay',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='StoredQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stored_queries', to='parties.party', verbose_name='chủ thể')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('body', models.JSONField(verbose_name='câu hỏi')),
                ('context', models.JSONField(default=list, verbose_name='ngữ cảnh')),
                ('made_at', models.DateTimeField(verbose_name='ghi lúc')),
            ],
            options={
                'verbose_name': 'câu hỏi đặt tên',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='stored_query_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='traceability.storedquery', verbose_name='câu hỏi')),
                ('subscription_id', models.UUIDField(verbose_name='mã đăng ký nhận tin')),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.apikey', verbose_name='khoá')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người')),
                ('dest', models.URLField(max_length=2000, verbose_name='địa chỉ nhận')),
                ('schedule', models.JSONField(null=True, verbose_name='lịch')),
                ('secret', models.TextField(blank=True, editable=False)),
                ('report_if_empty', models.BooleanField(default=False, verbose_name='báo cả khi không có gì')),
                ('epc_format', models.CharField(blank=True, max_length=24, verbose_name='dạng mã')),
                ('initial_record_time', models.DateTimeField(null=True, verbose_name='từ lúc ghi')),
                ('min_record_time', models.DateTimeField(verbose_name='đã báo tới lúc ghi')),
                ('told', models.JSONField(default=list, editable=False)),
                ('made_at', models.DateTimeField(verbose_name='đăng ký lúc')),
                ('last_notified_at', models.DateTimeField(null=True, verbose_name='báo lần cuối lúc')),
                ('next_at', models.DateTimeField(db_index=True, verbose_name='lần tới')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='lần hỏng liền nhau')),
                ('error', models.TextField(blank=True, verbose_name='lỗi lần cuối')),
            ],
            options={
                'verbose_name': 'đăng ký nhận tin',
                'ordering': ['made_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('query', 'subscription_id'), name='subscription_once'), models.CheckConstraint(condition=models.Q(('key__isnull', True), ('user__isnull', True), _connector='XOR'), name='subscription_of_key_or_person')],
                'indexes': [],
            },
        ),
    ]
