"""What a paper tells of other papers: whom they describe is nobody of this one."""
