"""What the words around a finding say of it: present, absent, a relative's, or nobody's."""
