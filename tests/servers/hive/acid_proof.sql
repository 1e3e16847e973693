-- SPDX-License-Identifier: MIT
create database acid_proof;
use acid_proof;
create table guests (id int, name string) stored as orc tblproperties ('transactional'='true');
insert into guests values (1, 'Ada'), (2, 'Grace'), (3, 'Edsger');
update guests set name = 'Grace H.' where id = 2;
delete from guests where id = 3;
merge into guests using (select 1 as id, 'Ada L.' as name union all select 9, 'Barbara') as s
    on guests.id = s.id
    when matched then update set name = s.name
    when not matched then insert values (s.id, s.name);
select id, name from guests order by id;
drop database acid_proof cascade;
